-- a row is: 一条记录的项目代码不在重点项目台账中 |
--   a record whose project code is not in the project ledger
-- severity: stop
-- what to do: 先上传含有该项目的重点项目台账，或改正项目代码 |
--   load the project ledger with that project first, or correct the code
-- A stepping stone numbers the projects it knows: a code without a number is unknown.
SELECT
    'listing' AS record_type, record_id, 'project_id' AS column_name, project_id AS value, source_batch, source_row
FROM fact.listing
WHERE project_id IS NOT NULL AND project_no IS NULL
UNION ALL
SELECT
    'visit' AS record_type, record_id, 'project_id' AS column_name, project_id AS value, source_batch, source_row
FROM fact.visit
WHERE project_id IS NOT NULL AND project_no IS NULL
UNION ALL
SELECT
    'meeting' AS record_type, record_id, 'project_id' AS column_name, project_id AS value, source_batch, source_row
FROM fact.meeting
WHERE project_id IS NOT NULL AND project_no IS NULL
UNION ALL
SELECT
    'consultation' AS record_type, record_id, 'project_id' AS column_name, project_id AS value, source_batch, source_row
FROM fact.consultation
WHERE project_id IS NOT NULL AND project_no IS NULL
UNION ALL
SELECT
    'blocker' AS record_type, record_id, 'project_id' AS column_name, project_id AS value, source_batch, source_row
FROM fact.blocker
WHERE project_id IS NOT NULL AND project_no IS NULL
UNION ALL
SELECT
    'approval' AS record_type, record_id, 'project_id' AS column_name, project_id AS value, source_batch, source_row
FROM fact.approval
WHERE project_id IS NOT NULL AND project_no IS NULL
UNION ALL
SELECT
    'acceptance' AS record_type, record_id, 'project_id' AS column_name, project_id AS value, source_batch, source_row
FROM fact.acceptance
WHERE project_id IS NOT NULL AND project_no IS NULL
UNION ALL
SELECT
    'milestone' AS record_type, record_id, 'project_id' AS column_name, project_id AS value, source_batch, source_row
FROM fact.milestone
WHERE project_id IS NOT NULL AND project_no IS NULL
