-- title: 堵点化解率 | Blocker resolution rate
-- question: 到当日为止发现的堵点，有多少已经化解？ | How many of the blockers found by the day are resolved?
-- one row is: 一个堵点 | one blocker
-- drawn from: record.blocker
-- kind: stock
-- shown as: share
-- better: higher
-- unit: 个 | blockers
-- numerator: 当日已销号、未退回的堵点 | blockers signed off by the day and not reopened by then
-- denominator: 发现日期不晚于当日的堵点 | blockers found on or before the day
-- left out: 未到发现日期 = not found yet
-- splits: category, investment_type, street, level, workgroup, stage, blocker_type, channel, department, team,
--   escalation, gold_team, hall_or_studio
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    CAST(NULL AS STRING) AS left_out,
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
    found_on AS enters_on,
    CAST(NULL AS DATE) AS leaves_on,
    '未到发现日期' AS not_yet,
    CAST(NULL AS STRING) AS no_longer,
    verified_on AS achieved_on,
    undone_on,
    source_batch,
    source_row
FROM fact.blocker
