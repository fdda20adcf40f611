-- a row is: 一条记录的现行标记有误：所在批次已撤销或不存在，或同一主键有更新的有效记录 |
--   a record wrongly marked as current: its batch was undone or is unknown, or a later standing record has its key
-- severity: stop
-- what to do: 用 python -m etl rebuild 从原件重建 |
--   rebuild from the originals: python -m etl rebuild
WITH standing AS (
    SELECT batch_no, type FROM journal.batch WHERE stands
),
later AS (
    SELECT r.record_type, r.record_id, MAX(r.batch_no) AS batch_no
    FROM fact.kept_row AS r
    INNER JOIN standing AS s ON s.batch_no = r.batch_no AND s.type = r.record_type
    WHERE NOT r.is_current
    GROUP BY r.record_type, r.record_id
)
SELECT
    r.record_type,
    r.record_id,
    'is_current' AS column_name,
    CAST(r.batch_no AS STRING) AS value,
    r.batch_no AS source_batch,
    r.row_no AS source_row
FROM fact.kept_row AS r
LEFT JOIN standing AS s ON s.batch_no = r.batch_no AND s.type = r.record_type
LEFT JOIN later ON later.record_type = r.record_type AND later.record_id = r.record_id
WHERE r.is_current AND (s.batch_no IS NULL OR later.batch_no > r.batch_no)
