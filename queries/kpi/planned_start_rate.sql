-- title: 计划节点开工率 | Start rate against plan
-- question: 按计划应当开工的省、市级重点建设类项目，有多少已经开工？ | How many of the provincial and municipal
--   construction-class projects that should have started by plan have started?
-- one row is: 一个项目在一个年度名单上的一条记录 | one project on one year's key list
-- drawn from: record.listing
-- kind: stock
-- shown as: share
-- better: higher
-- unit: 个项目 | projects
-- numerator: 实际开工日期不晚于当日 | actually started on or before the day
-- denominator: 开工率的分母中，计划开工日期（名单上的，否则台账上的）不晚于当日的项目 | those in the denominator of the
--   start rate whose planned start (of the list, else of the project) is on or before the day
-- left out: 区级 = district level; 准备类 = preparatory class; 已调出 = taken off the list; 无计划日期 = no planned date;
--   未到计划日期 = planned date not reached; 未到列入日期 = not on the list yet; 往年名单 = list of an earlier year
-- splits: category, investment_type, street, level, workgroup, carried_over
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
    carried_over,
    due_from AS enters_on,
    off_list_on AS leaves_on,
    CASE WHEN due_from > on_list_from THEN '未到计划日期' ELSE '未到列入日期' END AS not_yet,
    off_list_because AS no_longer,
    actual_start_on AS achieved_on,
    CAST(NULL AS DATE) AS undone_on,
    source_batch,
    source_row
FROM fact.listing
