-- title: 定制化验收方案项目数 | Customised plans
-- question: 为多少个项目下达了定制化联合验收方案？ | For how many projects was a customised joint-acceptance plan issued?
-- one row is: 一个单体（或分段）的一次验收 | the acceptance of one building, or of one segment
-- drawn from: record.acceptance
-- kind: flow
-- shown as: distinct
-- better: higher
-- unit: 个项目 | projects
-- numerator: 期间下达方案的项目，同一项目只计一次 | projects whose plan was issued within the window, each once
-- denominator: 不适用 | not applicable
-- left out: 无方案 = no plan issued
-- splits: category, investment_type, street, level, workgroup, mode, passed, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    not_planned AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    mode,
    passed,
    SUBSTR(CAST(planned_or_known_on AS STRING), 1, 7) AS month,
    planned_or_known_on AS happened_on,
    source_batch,
    source_row
FROM fact.acceptance
