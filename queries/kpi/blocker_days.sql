-- title: 堵点化解时长 | Days to resolve a blocker
-- question: 化解一个堵点一般用多少天？ | How many days does it usually take to resolve a blocker?
-- one row is: 一个堵点 | one blocker
-- drawn from: record.blocker
-- kind: flow
-- shown as: median
-- better: lower
-- unit: 天 | days
-- numerator: 自发现至销号的日历天数 | calendar days from found to signed off
-- denominator: 期间销号、之后未退回的堵点 | blockers signed off within the window and not reopened since
-- left out: 未销号 = not signed off; 已退回 = reopened
-- splits: category, investment_type, street, level, workgroup, stage, blocker_type, channel, department, team,
--   escalation, gold_team, hall_or_studio, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    days_to_resolve AS numerator,
    1 AS denominator,
    not_resolved AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    stage,
    blocker_type,
    channel,
    department,
    team,
    escalation,
    gold_team,
    hall_or_studio,
    SUBSTR(CAST(settled_on AS STRING), 1, 7) AS month,
    settled_on AS happened_on,
    source_batch,
    source_row
FROM fact.blocker
