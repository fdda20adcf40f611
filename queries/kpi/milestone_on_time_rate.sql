-- title: 节点按期完成率 | Milestones on time
-- question: 今年应到的倒排工期节点，有多少按期完成？ | How many of this year's milestones that fell due were met on time?
-- one row is: 一个项目的一个节点 | one milestone of one project
-- drawn from: record.milestone
-- kind: stock
-- shown as: share
-- better: higher
-- unit: 个节点 | milestones
-- numerator: 实际日期不晚于现行计划日期 | reached on or before the day now planned
-- denominator: 现行计划日期在当日所在年度内且不晚于当日 | now planned within the day's year and on or before the day
-- left out: 未到计划日期 = planned date not reached; 往年计划 = planned for an earlier year
-- splits: category, investment_type, street, level, workgroup, stage, moved, on_baseline
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
    moved,
    on_baseline,
    planned_on AS enters_on,
    next_year_on AS leaves_on,
    '未到计划日期' AS not_yet,
    '往年计划' AS no_longer,
    met_on AS achieved_on,
    CAST(NULL AS DATE) AS undone_on,
    source_batch,
    source_row
FROM fact.milestone
