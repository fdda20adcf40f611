-- The mean working days to a decision, by hand; beside the headline stands the median of the same rows.
-- headline
SELECT not_handled, SUM(handled_days), COUNT(*), NULL, MEDIAN(handled_days) FILTER (WHERE not_handled IS NULL)
FROM fact.approval
WHERE settled_on BETWEEN $first AND $last
GROUP BY not_handled;
-- by {split}
SELECT {split}, SUM(handled_days), COUNT(*), NULL
FROM fact.approval
WHERE settled_on BETWEEN $first AND $last AND not_handled IS NULL
GROUP BY {split};
-- trend
WITH daily AS (
    SELECT settled_on AS day, SUM(handled_days) AS top, COUNT(*) AS bottom
    FROM fact.approval
    WHERE settled_on BETWEEN $first AND $last AND not_handled IS NULL
    GROUP BY settled_on
)
SELECT
    DATE_TRUNC('month', day) AS month, SUM(top), SUM(bottom), NULL,
    SUM(SUM(top)) OVER (ORDER BY month), SUM(SUM(bottom)) OVER (ORDER BY month), NULL
FROM daily
GROUP BY month;
