-- a row is: 一条验收记录没有任何日期，只能列在 2015-01-01 |
--   an acceptance without any day, which can only be listed on 2015-01-01
-- severity: notice
-- what to do: 补上方案下达、申请或意见书日期 | fill in the day the plan was issued, of application, or of passing
SELECT
    'acceptance' AS record_type, record_id, 'passed_on' AS column_name, CAST(NULL AS STRING) AS value,
    source_batch, source_row
FROM fact.acceptance
WHERE plan_issued_on IS NULL AND applied_on IS NULL AND passed_on IS NULL
