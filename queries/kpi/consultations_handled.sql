-- title: 咨询办理量 | Consultations handled
-- question: 期间答复了多少件咨询？ | How many consultations were answered in the window?
-- one row is: 一件咨询 | one consultation
-- drawn from: record.consultation
-- kind: flow
-- shown as: count
-- better: neither
-- unit: 件次 | consultations
-- numerator: 期间答复的咨询 | consultations answered within the window
-- denominator: 不适用 | not applicable
-- left out: 未答复 = not answered yet
-- splits: category, investment_type, street, level, workgroup, stage, channel, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    not_answered AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    stage,
    channel,
    SUBSTR(CAST(settled_on AS STRING), 1, 7) AS month,
    settled_on AS happened_on,
    source_batch,
    source_row
FROM fact.consultation
