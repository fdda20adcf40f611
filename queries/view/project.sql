-- One row per key project, with the dimensions every other stepping stone takes from it.
-- stored: yes
-- inputs: record.project, record.listing
-- due_on is the day a project falls due for completion, next_year_on the 1 January after it, never_due why it never does.
-- level is that of the project's latest listing; project_no is a dense number, for counting distinct projects fast.
WITH latest_listing AS (
    SELECT project_id, level
    FROM record.listing
    QUALIFY ROW_NUMBER() OVER (PARTITION BY project_id ORDER BY list_year DESC NULLS LAST, row_no DESC) = 1
)
SELECT
    p.project_id AS record_id,
    p.project_id,
    CAST(ROW_NUMBER() OVER (ORDER BY p.project_id) AS INTEGER) AS project_no,
    p.category,
    p.investment_type,
    p.street,
    COALESCE(l.level, '未列入') AS level,
    p.lead_group AS workgroup,
    p.status,
    CASE WHEN p.status = '终止' THEN '终止' WHEN p.planned_completion_on IS NULL THEN '无计划日期' END AS never_due,
    CASE WHEN p.status <> '终止' THEN p.planned_completion_on END AS due_on,
    p.planned_start_on,
    p.actual_start_on,
    p.planned_completion_on,
    p.actual_completion_on,
    CASE
        WHEN p.status <> '终止' THEN CAST(CAST(EXTRACT(YEAR FROM p.planned_completion_on) + 1 AS STRING) || '-01-01' AS DATE)
    END AS next_year_on,
    p.batch_no AS source_batch,
    p.row_no AS source_row
FROM record.project AS p
LEFT JOIN latest_listing AS l ON l.project_id = p.project_id
