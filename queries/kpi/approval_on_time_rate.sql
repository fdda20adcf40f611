-- title: 按时办结率 | Approvals on time
-- question: 有承诺时限的办件，有多少在承诺时限内办结？ | How many of the cases with a promise were decided within it?
-- one row is: 一宗审批办件 | one approval case
-- drawn from: record.approval
-- kind: flow
-- shown as: share
-- better: higher
-- unit: 宗 | cases
-- numerator: 自受理次日至办结的工作日，扣除暂停天数，不超过承诺时限 | working days from the day after acceptance to the
--   decision, less the suspended days, within the promise
-- denominator: 期间办结（准予或不予）且有承诺时限 | decided within the window (granted or refused), with a promise
-- left out: 在办 = in progress; 撤件 = withdrawn; 退件 = returned; 无承诺时限 = no promised time
-- splits: category, investment_type, street, level, workgroup, stage, department, outcome, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    CASE WHEN handled_days <= promised_days THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    not_timed AS left_out,
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
