-- title: 调度会项目数 | Projects coordinated
-- question: 期间有多少个项目上过调度会或顶格协调会？ | How many projects came before a coordination or top-level meeting?
-- one row is: 一次会议上的一个项目 | one project at one meeting
-- drawn from: record.meeting
-- kind: flow
-- shown as: distinct
-- better: neither
-- unit: 个项目 | projects
-- numerator: 期间上过调度会或顶格协调的项目，同一项目只计一次 | projects at a coordination or top-level meeting within the
--   window, each once
-- denominator: 不适用 | not applicable
-- left out: 联合会商 = joint consultation
-- splits: category, investment_type, street, level, workgroup, meeting_type, department, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    not_coordinated AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    meeting_type,
    department,
    SUBSTR(CAST(held_on AS STRING), 1, 7) AS month,
    held_on AS happened_on,
    source_batch,
    source_row
FROM fact.meeting
