-- title: 审批办结量 | Approvals handled
-- question: 期间办结了多少宗审批？ | How many approval cases were decided in the window?
-- one row is: 一宗审批办件 | one approval case
-- drawn from: record.approval
-- kind: flow
-- shown as: count
-- better: neither
-- unit: 宗 | cases
-- numerator: 期间办结，结果为准予或不予 | decided within the window, granted or refused
-- denominator: 不适用 | not applicable
-- left out: 在办 = in progress; 撤件 = withdrawn; 退件 = returned
-- splits: category, investment_type, street, level, workgroup, stage, department, outcome, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    not_handled AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    stage,
    department,
    outcome,
    SUBSTR(CAST(settled_on AS STRING), 1, 7) AS month,
    settled_on AS happened_on,
    source_batch,
    source_row
FROM fact.approval
