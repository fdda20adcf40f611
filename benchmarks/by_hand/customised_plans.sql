-- Projects for which a plan was issued, by hand; a trend keeps one bit a month per project.
-- headline
SELECT NULL, COUNT(DISTINCT project_no), NULL, NULL
FROM fact.acceptance
WHERE plan_issued_on BETWEEN $first AND $last
UNION ALL
SELECT '无方案', COUNT(*), NULL, NULL
FROM fact.acceptance
WHERE planned_or_known_on BETWEEN $first AND $last AND plan_issued_on IS NULL;
-- by {split}
SELECT {split}, COUNT(DISTINCT project_no), NULL, NULL
FROM fact.acceptance
WHERE plan_issued_on BETWEEN $first AND $last
GROUP BY {split};
-- trend
WITH project AS (
    SELECT
        project_no,
        BIT_OR(1 << CAST((YEAR(plan_issued_on) - YEAR($first)) * 12 + MONTH(plan_issued_on) - MONTH($first) AS INTEGER)) AS months
    FROM fact.acceptance
    WHERE plan_issued_on BETWEEN $first AND $last
    GROUP BY project_no
),
by_months AS (
    SELECT months, COUNT(*) AS n FROM project GROUP BY months
),
every_month AS (
    SELECT UNNEST(RANGE(CAST(DATE_TRUNC('month', $first) AS TIMESTAMP), $last + 1, INTERVAL 1 MONTH)) AS month
)
SELECT
    month,
    SUM(n) FILTER (WHERE months & bit > 0), NULL, NULL,
    SUM(n) FILTER (WHERE months & (2 * bit - 1) > 0), NULL, NULL
FROM by_months, (SELECT month, 1 << (ROW_NUMBER() OVER (ORDER BY month) - 1) AS bit FROM every_month)
GROUP BY month;
