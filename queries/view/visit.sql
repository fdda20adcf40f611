-- One row per visit to a project.
-- stored: yes
-- inputs: record.visit, fact.project
SELECT
    v.visit_id AS record_id,
    v.project_id,
    p.project_no,
    p.category,
    p.investment_type,
    p.street,
    p.level,
    COALESCE(v.workgroup, p.workgroup) AS workgroup,
    v.visited_on,
    v.visit_mode,
    v.team_level,
    v.batch_no AS source_batch,
    v.row_no AS source_row
FROM record.visit AS v
LEFT JOIN fact.project AS p ON p.project_id = v.project_id
