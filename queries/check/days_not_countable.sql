-- a row is: 已办结的办件算不出办理工作日（日期超出日历），或扣除暂停天数后为负 |
--   a decided case whose working days cannot be counted (outside the calendar) or are negative after the suspended days
-- severity: notice
-- what to do: 核对受理、办结日期和暂停天数 | check the day of acceptance, of decision, and the suspended days
SELECT
    'approval' AS record_type, record_id, 'suspended_days' AS column_name, CAST(handled_days AS STRING) AS value,
    source_batch, source_row
FROM fact.approval
WHERE not_handled IS NULL AND (handled_days IS NULL OR handled_days < 0)
