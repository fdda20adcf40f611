-- One row per consultation or approval that could be rated, with the rating it got.
-- stored: no
-- inputs: fact.consultation, fact.approval
-- A rating counts on the day of the answer or the decision; before that day there is nothing to rate.
SELECT
    '咨询 · ' || record_id AS record_id, project_id, project_no, category, investment_type, street, level, workgroup,
    '咨询' AS rated, stage, channel, CAST(NULL AS STRING) AS department, settled_on,
    rated_well, not_rated, source_batch, source_row
FROM fact.consultation
UNION ALL
SELECT
    '审批 · ' || record_id AS record_id, project_id, project_no, category, investment_type, street, level, workgroup,
    '审批' AS rated, stage, CAST(NULL AS STRING) AS channel, department, settled_on,
    rated_well, not_rated, source_batch, source_row
FROM fact.approval
