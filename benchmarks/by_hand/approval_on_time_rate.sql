-- Approvals decided within their promise, by hand: one pass over the stored fact, which keeps why a case has no timing.
-- headline
SELECT not_timed, COUNT(CASE WHEN handled_days <= promised_days THEN 1 END), COUNT(*), NULL
FROM fact.approval
WHERE settled_on BETWEEN $first AND $last
GROUP BY not_timed;
-- by {split}
SELECT {split}, COUNT(CASE WHEN handled_days <= promised_days THEN 1 END), COUNT(*), NULL
FROM fact.approval
WHERE settled_on BETWEEN $first AND $last AND not_timed IS NULL
GROUP BY {split};
-- trend
WITH daily AS (
    SELECT
        settled_on AS day,
        SUM(CAST(handled_days <= promised_days AS INTEGER)) AS top,
        COUNT(*) AS bottom
    FROM fact.approval
    WHERE settled_on BETWEEN $first AND $last AND not_timed IS NULL
    GROUP BY settled_on
)
SELECT
    DATE_TRUNC('month', day) AS month, SUM(top), SUM(bottom), NULL,
    SUM(SUM(top)) OVER (ORDER BY month), SUM(SUM(bottom)) OVER (ORDER BY month), NULL
FROM daily
GROUP BY month;
