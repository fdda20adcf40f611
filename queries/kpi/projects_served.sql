-- title: 服务项目数 | Projects served
-- question: 期间服务过多少个项目？ | How many projects were served in the window?
-- one row is: 一次服务：走访、会议、咨询、审批受理或验收申请 | one service: a visit, a meeting, a consultation, an approval
--   accepted or an acceptance applied for
-- drawn from: fact.service
-- kind: flow
-- shown as: distinct
-- better: neither
-- unit: 个项目 | projects
-- numerator: 期间得到服务的项目，同一项目只计一次 | projects served within the window, each once
-- denominator: 不适用 | not applicable
-- left out: 无项目代码 = no project code
-- splits: category, investment_type, street, level, workgroup, service, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    CASE WHEN project_no IS NULL THEN '无项目代码' END AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    service,
    SUBSTR(CAST(served_on AS STRING), 1, 7) AS month,
    served_on AS happened_on,
    source_batch,
    source_row
FROM fact.service
