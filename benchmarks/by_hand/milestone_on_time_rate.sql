-- This year's milestones met on the day planned, by hand: whether one was met in time is known on the planned day.
-- headline
SELECT
    CASE WHEN planned_on > $last THEN '未到计划日期' WHEN next_year_on <= $last THEN '往年计划' END AS reason,
    COUNT(CASE WHEN actual_on <= planned_on THEN 1 END),
    COUNT(*),
    NULL
FROM fact.milestone
GROUP BY reason;
-- by {split}
SELECT {split}, COUNT(CASE WHEN actual_on <= planned_on THEN 1 END), COUNT(*), NULL
FROM fact.milestone
WHERE planned_on BETWEEN DATE_TRUNC('year', $last) AND $last
GROUP BY {split};
-- trend
WITH moves AS (
    SELECT planned_on AS day, COUNT(CASE WHEN actual_on <= planned_on THEN 1 END) AS top, COUNT(*) AS bottom
    FROM fact.milestone
    WHERE planned_on BETWEEN DATE_TRUNC('year', $first) AND $last
    GROUP BY planned_on
),
months AS (
    SELECT UNNEST(RANGE(CAST(DATE_TRUNC('month', $first) AS TIMESTAMP), $last + 1, INTERVAL 1 MONTH)) AS month
)
SELECT month, SUM(top), SUM(bottom), NULL
FROM months
LEFT JOIN moves ON day <= LEAST(LAST_DAY(month), $last) AND YEAR(day) = YEAR(month)
GROUP BY month;
