-- a row is: 标为本区的区市不是恰好一个 | not exactly one district is marked as ours
-- severity: stop
-- what to do: 改正 data/reference/district.csv 的 is_ours |
--   correct is_ours in data/reference/district.csv
SELECT
    'district' AS record_type, CAST(NULL AS STRING) AS record_id, 'is_ours' AS column_name,
    CAST(COUNT(*) AS STRING) AS value, CAST(NULL AS INTEGER) AS source_batch, CAST(NULL AS INTEGER) AS source_row
FROM reference.district
WHERE is_ours
HAVING COUNT(*) <> 1
