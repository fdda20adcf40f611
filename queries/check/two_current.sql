-- a row is: 一个主键有不止一条现行记录 |
--   a key with more than one current record
-- severity: stop
-- what to do: 撤销最近一批并报告：现行记录的判定有误 |
--   undo the last batch and report it: the choice of the current record is wrong
SELECT
    record_type,
    record_id,
    'is_current' AS column_name,
    CAST(COUNT(*) AS STRING) AS value,
    MAX(batch_no) AS source_batch,
    MAX(row_no) AS source_row
FROM fact.kept_row
WHERE is_current
GROUP BY record_type, record_id
HAVING COUNT(*) > 1
