-- Listed projects that should have started by plan and have, by hand; as the start rate, from the planned day on.
-- headline
SELECT
    CASE
        WHEN off_list_on <= $last THEN off_list_because
        WHEN never_counted IS NOT NULL AND on_list_from <= $last THEN never_counted
        WHEN never_counted IS NOT NULL OR on_list_from = due_from AND due_from > $last THEN '未到列入日期'
        WHEN due_from > $last THEN '未到计划日期'
        WHEN planned_start_on IS NULL THEN '无计划日期'
    END AS reason,
    COUNT(CASE WHEN actual_start_on <= $last THEN 1 END),
    COUNT(*),
    NULL
FROM fact.listing
GROUP BY reason;
-- by {split}
SELECT {split}, COUNT(CASE WHEN actual_start_on <= $last THEN 1 END), COUNT(*), NULL
FROM fact.listing
WHERE due_from <= $last AND off_list_on > $last AND never_counted IS NULL AND planned_start_on IS NOT NULL
GROUP BY {split};
-- trend
WITH moves AS (
    SELECT due_from AS day, 0 AS top, COUNT(*) AS bottom
    FROM fact.listing
    WHERE never_counted IS NULL AND planned_start_on IS NOT NULL AND due_from < off_list_on
    GROUP BY due_from
    UNION ALL
    SELECT GREATEST(due_from, actual_start_on) AS day, COUNT(*), 0
    FROM fact.listing
    WHERE never_counted IS NULL AND planned_start_on IS NOT NULL AND due_from < off_list_on AND actual_start_on < off_list_on
    GROUP BY day
    UNION ALL
    SELECT off_list_on AS day, -COUNT(CASE WHEN actual_start_on < off_list_on THEN 1 END), -COUNT(*)
    FROM fact.listing
    WHERE never_counted IS NULL AND planned_start_on IS NOT NULL AND due_from < off_list_on AND off_list_because = '已调出'
    GROUP BY off_list_on
),
months AS (
    SELECT UNNEST(RANGE(CAST(DATE_TRUNC('month', $first) AS TIMESTAMP), $last + 1, INTERVAL 1 MONTH)) AS month
)
SELECT month, SUM(top), SUM(bottom), NULL
FROM months
LEFT JOIN moves ON day <= LEAST(LAST_DAY(month), $last) AND YEAR(day) = YEAR(month)
GROUP BY month;
