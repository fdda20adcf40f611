-- a row is: 一个值不在参考表中 |
--   a value that the reference table does not have
-- severity: stop
-- what to do: 改正文件中的值，或在 data/reference 的表中补上 |
--   correct the value in the file, or add it to the table in data/reference
SELECT
    'project' AS record_type, project_id AS record_id,
    'category' AS column_name, category AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.project AS r
WHERE category IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reference.category AS f WHERE f.category = r.category)
UNION ALL
SELECT
    'project' AS record_type, project_id AS record_id,
    'street' AS column_name, street AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.project AS r
WHERE street IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reference.street AS f WHERE f.street = r.street)
UNION ALL
SELECT
    'project' AS record_type, project_id AS record_id,
    'lead_group' AS column_name, lead_group AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.project AS r
WHERE lead_group IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reference.workgroup AS f WHERE f.workgroup = r.lead_group)
UNION ALL
SELECT
    'visit' AS record_type, visit_id AS record_id,
    'workgroup' AS column_name, workgroup AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.visit AS r
WHERE workgroup IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reference.workgroup AS f WHERE f.workgroup = r.workgroup)
UNION ALL
SELECT
    'blocker' AS record_type, blocker_id AS record_id,
    'workgroup' AS column_name, workgroup AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.blocker AS r
WHERE workgroup IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reference.workgroup AS f WHERE f.workgroup = r.workgroup)
UNION ALL
SELECT
    'milestone' AS record_type, project_id || ' · ' || milestone AS record_id,
    'workgroup' AS column_name, workgroup AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.milestone AS r
WHERE workgroup IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reference.workgroup AS f WHERE f.workgroup = r.workgroup)
UNION ALL
SELECT
    'approval' AS record_type, approval_id AS record_id,
    'item_id' AS column_name, item_id AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.approval AS r
WHERE item_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reference.item AS f WHERE f.item_id = r.item_id)
UNION ALL
SELECT
    'district_month' AS record_type, district || ' · ' || CAST(month AS STRING) AS record_id,
    'district' AS column_name, district AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.district_month AS r
WHERE district IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reference.district AS f WHERE f.district = r.district)
UNION ALL
SELECT
    'milestone' AS record_type, record_id, 'milestone' AS column_name, record_id AS value, source_batch, source_row
FROM fact.milestone
WHERE item_id IS NULL
