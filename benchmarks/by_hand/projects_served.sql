-- Projects served in any of five ways, by hand; a group is looked up once per project, a trend keeps one bit a month each.
-- headline
WITH served AS (
    SELECT project_no FROM fact.visit WHERE visited_on BETWEEN $first AND $last
    UNION ALL
    SELECT project_no FROM fact.meeting WHERE held_on BETWEEN $first AND $last
    UNION ALL
    SELECT project_no FROM fact.consultation WHERE received_on BETWEEN $first AND $last
    UNION ALL
    SELECT project_no FROM fact.approval WHERE accepted_on BETWEEN $first AND $last
    UNION ALL
    SELECT project_no FROM fact.acceptance WHERE applied_on BETWEEN $first AND $last
)
SELECT NULL, COUNT(DISTINCT project_no), NULL, NULL FROM served
UNION ALL
SELECT '无项目代码', COUNT(*), NULL, NULL
FROM fact.consultation
WHERE received_on BETWEEN $first AND $last AND project_no IS NULL;
-- by {split}
WITH served AS (
    SELECT project_no FROM fact.visit WHERE visited_on BETWEEN $first AND $last
    UNION ALL
    SELECT project_no FROM fact.meeting WHERE held_on BETWEEN $first AND $last
    UNION ALL
    SELECT project_no FROM fact.consultation WHERE received_on BETWEEN $first AND $last
    UNION ALL
    SELECT project_no FROM fact.approval WHERE accepted_on BETWEEN $first AND $last
    UNION ALL
    SELECT project_no FROM fact.acceptance WHERE applied_on BETWEEN $first AND $last
)
SELECT p.{split}, COUNT(*), NULL, NULL
FROM (SELECT project_no FROM served GROUP BY project_no) AS s
JOIN fact.project AS p ON p.project_no = s.project_no
GROUP BY p.{split};
-- by service
SELECT '走访', COUNT(DISTINCT project_no), NULL, NULL FROM fact.visit WHERE visited_on BETWEEN $first AND $last
UNION ALL
SELECT '会议', COUNT(DISTINCT project_no), NULL, NULL FROM fact.meeting WHERE held_on BETWEEN $first AND $last
UNION ALL
SELECT '咨询', COUNT(DISTINCT project_no), NULL, NULL FROM fact.consultation WHERE received_on BETWEEN $first AND $last
UNION ALL
SELECT '审批', COUNT(DISTINCT project_no), NULL, NULL FROM fact.approval WHERE accepted_on BETWEEN $first AND $last
UNION ALL
SELECT '验收', COUNT(DISTINCT project_no), NULL, NULL FROM fact.acceptance WHERE applied_on BETWEEN $first AND $last;
-- trend
WITH served AS (
    SELECT visited_on AS day, project_no FROM fact.visit WHERE visited_on BETWEEN $first AND $last
    UNION ALL
    SELECT held_on, project_no FROM fact.meeting WHERE held_on BETWEEN $first AND $last
    UNION ALL
    SELECT received_on, project_no FROM fact.consultation WHERE received_on BETWEEN $first AND $last
    UNION ALL
    SELECT accepted_on, project_no FROM fact.approval WHERE accepted_on BETWEEN $first AND $last
    UNION ALL
    SELECT applied_on, project_no FROM fact.acceptance WHERE applied_on BETWEEN $first AND $last
),
project AS (
    SELECT
        project_no,
        BIT_OR(1 << CAST((YEAR(day) - YEAR($first)) * 12 + MONTH(day) - MONTH($first) AS INTEGER)) AS months
    FROM served
    WHERE project_no IS NOT NULL
    GROUP BY project_no
),
every_month AS (
    SELECT UNNEST(RANGE(CAST(DATE_TRUNC('month', $first) AS TIMESTAMP), $last + 1, INTERVAL 1 MONTH)) AS month
)
SELECT
    month,
    COUNT(*) FILTER (WHERE months & bit > 0), NULL, NULL,
    COUNT(*) FILTER (WHERE months & (2 * bit - 1) > 0), NULL, NULL
FROM project, (SELECT month, 1 << (ROW_NUMBER() OVER (ORDER BY month) - 1) AS bit FROM every_month)
GROUP BY month;
