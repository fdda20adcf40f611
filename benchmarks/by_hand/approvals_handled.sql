-- Approvals decided in the window, by hand: one pass over the stored fact; a trend adds up days before months.
-- headline
SELECT not_handled, COUNT(*), NULL, NULL
FROM fact.approval
WHERE settled_on BETWEEN $first AND $last
GROUP BY not_handled;
-- by {split}
SELECT {split}, COUNT(*), NULL, NULL
FROM fact.approval
WHERE settled_on BETWEEN $first AND $last AND not_handled IS NULL
GROUP BY {split};
-- trend
WITH daily AS (
    SELECT settled_on AS day, COUNT(*) AS n
    FROM fact.approval
    WHERE settled_on BETWEEN $first AND $last AND not_handled IS NULL
    GROUP BY settled_on
)
SELECT DATE_TRUNC('month', day) AS month, SUM(n), NULL, NULL, SUM(SUM(n)) OVER (ORDER BY month), NULL, NULL
FROM daily
GROUP BY month;
