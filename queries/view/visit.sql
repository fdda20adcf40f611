-- One row per visit to a project; not_on_site says why a visit was not made on site.
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
    CASE WHEN v.visit_mode IN ('现场', '上门') THEN NULL ELSE '非现场' END AS not_on_site,
    v.team_level,
    v.batch_no AS source_batch,
    v.row_no AS source_row
FROM record.visit AS v
LEFT JOIN fact.project AS p ON p.project_id = v.project_id
