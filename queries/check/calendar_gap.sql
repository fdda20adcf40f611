-- a row is: 日历缺了一天，或工作日的累计数断了 |
--   a day missing from the calendar, or a break in its running number of working days
-- severity: stop
-- what to do: 报告：日历表生成有误 | report it: the calendar was built wrongly
WITH paired AS (
    SELECT
        day,
        is_working_day,
        working_day_no,
        LAG(day) OVER (ORDER BY day) AS day_before,
        LAG(working_day_no) OVER (ORDER BY day) AS number_before
    FROM reference.calendar
)
SELECT
    'calendar' AS record_type, CAST(day AS STRING) AS record_id, 'working_day_no' AS column_name,
    CAST(working_day_no AS STRING) AS value, CAST(NULL AS INTEGER) AS source_batch, CAST(NULL AS INTEGER) AS source_row
FROM paired
WHERE
    day_before IS NOT NULL
    AND (
        days_between(day_before, day) <> 1
        OR working_day_no - number_before <> CASE WHEN is_working_day THEN 1 ELSE 0 END
    )
