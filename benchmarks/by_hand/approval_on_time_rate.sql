-- Approvals decided within their promise, by hand: counting a column skips what has no promise, so one pass gives both sums.
-- headline
WITH judged AS (
    SELECT
        not_handled AS reason,
        COUNT(CASE WHEN handled_days <= promised_days THEN 1 END) AS top,
        COUNT(promised_days) AS bottom,
        COUNT(*) AS n
    FROM fact.approval
    WHERE settled_on BETWEEN $first AND $last
    GROUP BY not_handled
)
SELECT reason, top, CASE WHEN reason IS NULL THEN bottom ELSE n END, NULL FROM judged
UNION ALL
SELECT '无承诺时限', 0, n - bottom, NULL FROM judged WHERE reason IS NULL AND n > bottom;
-- by {split}
SELECT {split}, COUNT(CASE WHEN handled_days <= promised_days THEN 1 END), COUNT(promised_days), NULL
FROM fact.approval
WHERE settled_on BETWEEN $first AND $last AND not_handled IS NULL
GROUP BY {split}
HAVING COUNT(promised_days) > 0;
-- trend
WITH daily AS (
    SELECT
        settled_on AS day,
        SUM(CAST(handled_days <= promised_days AS INTEGER)) AS top,
        COUNT(*) AS bottom
    FROM fact.approval
    WHERE settled_on BETWEEN $first AND $last AND not_handled IS NULL AND promised_days IS NOT NULL
    GROUP BY settled_on
)
SELECT
    DATE_TRUNC('month', day) AS month, SUM(top), SUM(bottom), NULL,
    SUM(SUM(top)) OVER (ORDER BY month), SUM(SUM(bottom)) OVER (ORDER BY month), NULL
FROM daily
GROUP BY month;
