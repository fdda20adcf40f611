-- title: 开工率 | Start rate
-- question: 今年名单上的省、市级重点建设类项目，有多少已经开工？ | How many of this year's provincial and municipal
--   construction-class projects have started?
-- one row is: 一个项目在一个年度名单上的一条记录 | one project on one year's key list
-- drawn from: record.listing
-- kind: stock
-- shown as: share
-- better: higher
-- unit: 个项目 | projects
-- numerator: 实际开工日期不晚于当日 | actually started on or before the day
-- denominator: 当日在本年度名单上的省级、市级建设类项目（已列入、未调出） | provincial or municipal construction-class
--   projects on the list of the day's year, listed and not taken off
-- left out: 区级 = district level; 准备类 = preparatory class; 已调出 = taken off the list;
--   未到列入日期 = not on the list yet; 往年名单 = list of an earlier year
-- splits: category, investment_type, street, level, workgroup, carried_over
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    never_counted AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    carried_over,
    on_list_from AS enters_on,
    off_list_on AS leaves_on,
    '未到列入日期' AS not_yet,
    off_list_because AS no_longer,
    actual_start_on AS achieved_on,
    CAST(NULL AS DATE) AS undone_on,
    source_batch,
    source_row
FROM fact.listing
