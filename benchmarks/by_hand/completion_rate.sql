-- Projects planned for completion this year that are complete, by hand; the plan of a year ends with it.
-- headline
SELECT
    CASE
        WHEN status = '终止' THEN '终止'
        WHEN planned_completion_on IS NULL THEN '无计划日期'
        WHEN planned_completion_on > $last THEN '未到计划日期'
        WHEN next_year_on <= $last THEN '往年计划'
    END AS reason,
    COUNT(CASE WHEN actual_completion_on <= $last THEN 1 END),
    COUNT(*),
    NULL
FROM fact.project
GROUP BY reason;
-- by {split}
SELECT {split}, COUNT(CASE WHEN actual_completion_on <= $last THEN 1 END), COUNT(*), NULL
FROM fact.project
WHERE planned_completion_on BETWEEN DATE_TRUNC('year', $last) AND $last AND status <> '终止'
GROUP BY {split};
-- trend
WITH moves AS (
    SELECT planned_completion_on AS day, 0 AS top, COUNT(*) AS bottom
    FROM fact.project
    WHERE planned_completion_on BETWEEN DATE_TRUNC('year', $first) AND $last AND status <> '终止'
    GROUP BY planned_completion_on
    UNION ALL
    SELECT GREATEST(planned_completion_on, actual_completion_on) AS day, COUNT(*), 0
    FROM fact.project
    WHERE
        planned_completion_on BETWEEN DATE_TRUNC('year', $first) AND $last AND status <> '终止'
        AND actual_completion_on < next_year_on
    GROUP BY day
),
months AS (
    SELECT UNNEST(RANGE(CAST(DATE_TRUNC('month', $first) AS TIMESTAMP), $last + 1, INTERVAL 1 MONTH)) AS month
)
SELECT month, SUM(top), SUM(bottom), NULL
FROM months
LEFT JOIN moves ON day <= LEAST(LAST_DAY(month), $last) AND YEAR(day) = YEAR(month)
GROUP BY month;
