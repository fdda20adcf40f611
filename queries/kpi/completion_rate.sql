-- title: 竣工率 | Completion rate
-- question: 计划今年竣工、且计划日期已到的项目，有多少已经竣工？ | How many of the projects planned for completion this year,
--   by the day, are complete?
-- one row is: 一个项目 | one project
-- drawn from: record.project
-- kind: stock
-- shown as: share
-- better: higher
-- unit: 个项目 | projects
-- numerator: 实际竣工日期不晚于当日 | actually completed on or before the day
-- denominator: 计划竣工日期在当日所在年度内且不晚于当日 | planned completion within the day's year and on or before the day
-- left out: 终止 = terminated; 无计划日期 = no planned date; 未到计划日期 = planned date not reached;
--   往年计划 = planned for an earlier year
-- splits: category, investment_type, street, level, workgroup
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    never_due AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    due_on AS enters_on,
    next_year_on AS leaves_on,
    '未到计划日期' AS not_yet,
    '往年计划' AS no_longer,
    actual_completion_on AS achieved_on,
    CAST(NULL AS DATE) AS undone_on,
    source_batch,
    source_row
FROM fact.project
