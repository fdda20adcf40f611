-- title: 平均办理用时 | Mean time to decide
-- question: 办结一宗审批平均用多少个工作日？ | How many working days does an approval take, on average?
-- one row is: 一宗审批办件 | one approval case
-- drawn from: record.approval
-- kind: flow
-- shown as: mean
-- better: lower
-- unit: 个工作日 | working days
-- numerator: 自受理次日至办结的工作日，扣除暂停天数 | working days from the day after acceptance to the decision, less
--   the suspended days
-- denominator: 期间办结（准予或不予）的办件 | cases decided within the window (granted or refused)
-- left out: 在办 = in progress; 撤件 = withdrawn; 退件 = returned
-- splits: category, investment_type, street, level, workgroup, stage, department, outcome, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    handled_days AS numerator,
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
