-- Projects at a coordination or top-level meeting, by hand; a trend keeps one bit a month per project.
-- headline
SELECT NULL, COUNT(DISTINCT project_no), NULL, NULL
FROM fact.meeting
WHERE held_on BETWEEN $first AND $last AND meeting_type <> '联合会商'
UNION ALL
SELECT '联合会商', COUNT(*), NULL, NULL
FROM fact.meeting
WHERE held_on BETWEEN $first AND $last AND meeting_type = '联合会商';
-- by {split}
SELECT {split}, COUNT(DISTINCT project_no), NULL, NULL
FROM fact.meeting
WHERE held_on BETWEEN $first AND $last AND meeting_type <> '联合会商'
GROUP BY {split};
-- trend
WITH project AS (
    SELECT
        project_no,
        BIT_OR(1 << CAST((YEAR(held_on) - YEAR($first)) * 12 + MONTH(held_on) - MONTH($first) AS INTEGER)) AS months
    FROM fact.meeting
    WHERE held_on BETWEEN $first AND $last AND meeting_type <> '联合会商'
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
