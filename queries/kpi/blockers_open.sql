-- title: 在册堵点数 | Open blockers
-- question: 当日还有多少个堵点没有化解？ | How many blockers are still unresolved on the day?
-- one row is: 一个堵点 | one blocker
-- drawn from: record.blocker
-- kind: stock
-- shown as: count
-- better: lower
-- unit: 个 | blockers
-- numerator: 发现日期不晚于当日、当日未化解的堵点 | blockers found on or before the day and not resolved by it
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
    open_from AS achieved_on,
    verified_on AS undone_on,
    source_batch,
    source_row
FROM fact.blocker
