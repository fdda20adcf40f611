-- One row per service given: a visit, a meeting, a consultation, an approval accepted or an acceptance applied for.
-- stored: no
-- inputs: fact.visit, fact.meeting, fact.consultation, fact.approval, fact.acceptance
-- An acceptance nobody has applied for yet is no service. The kind of service leads the record_id: numbers may repeat
-- across ledgers.
SELECT
    '走访 · ' || record_id AS record_id, project_id, project_no, category, investment_type, street, level, workgroup,
    '走访' AS service, visited_on AS served_on, source_batch, source_row
FROM fact.visit
UNION ALL
SELECT
    '会议 · ' || record_id AS record_id, project_id, project_no, category, investment_type, street, level, workgroup,
    '会议' AS service, held_on AS served_on, source_batch, source_row
FROM fact.meeting
UNION ALL
SELECT
    '咨询 · ' || record_id AS record_id, project_id, project_no, category, investment_type, street, level, workgroup,
    '咨询' AS service, received_on AS served_on, source_batch, source_row
FROM fact.consultation
UNION ALL
SELECT
    '审批 · ' || record_id AS record_id, project_id, project_no, category, investment_type, street, level, workgroup,
    '审批' AS service, accepted_on AS served_on, source_batch, source_row
FROM fact.approval
UNION ALL
SELECT
    '验收 · ' || record_id AS record_id, project_id, project_no, category, investment_type, street, level, workgroup,
    '验收' AS service, applied_on AS served_on, source_batch, source_row
FROM fact.acceptance
WHERE applied_on IS NOT NULL
