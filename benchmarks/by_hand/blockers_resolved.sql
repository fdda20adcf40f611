-- Blockers signed off for good, by hand: one pass over the stored fact.
-- headline
SELECT not_resolved, COUNT(*), NULL, NULL
FROM fact.blocker
WHERE settled_on BETWEEN $first AND $last
GROUP BY not_resolved;
-- by {split}
SELECT {split}, COUNT(*), NULL, NULL
FROM fact.blocker
WHERE settled_on BETWEEN $first AND $last AND not_resolved IS NULL
GROUP BY {split};
-- trend
WITH daily AS (
    SELECT settled_on AS day, COUNT(*) AS n
    FROM fact.blocker
    WHERE settled_on BETWEEN $first AND $last AND not_resolved IS NULL
    GROUP BY settled_on
)
SELECT DATE_TRUNC('month', day) AS month, SUM(n), NULL, NULL, SUM(SUM(n)) OVER (ORDER BY month), NULL, NULL
FROM daily
GROUP BY month;
