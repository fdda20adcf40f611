-- title: 一线走访次数 | On-site visits
-- question: 期间到项目一线走访了多少次？ | How many visits were made on site in the window?
-- one row is: 一次走访服务 | one visit
-- drawn from: record.visit
-- kind: flow
-- shown as: count
-- better: neither
-- unit: 次 | visits
-- numerator: 期间方式为现场或上门的走访（计次，不计项目） | visits within the window, on site or at the door (visits, not projects)
-- denominator: 不适用 | not applicable
-- left out: 非现场 = not on site
-- splits: category, investment_type, street, level, workgroup, mode, team, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    1 AS numerator,
    1 AS denominator,
    not_on_site AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    visit_mode AS mode,
    team_level AS team,
    SUBSTR(CAST(visited_on AS STRING), 1, 7) AS month,
    visited_on AS happened_on,
    source_batch,
    source_row
FROM fact.visit
