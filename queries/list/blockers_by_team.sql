-- title: 化解堵点的团队 | Blockers resolved, by team
-- question: 化解的堵点中，金牌团队参与了多少，会客厅或工作室参与了多少手续类堵点？ | Of the blockers resolved, in how many did the
--   gold-medal team have a part, and in how many about paperwork the reception hall or the studio?
-- one row is: 一个已化解的堵点 | one resolved blocker
-- drawn from: record.blocker
-- windowed by: happened_on
-- added up: gold, hall_or_studio, both, either
-- ordered by: happened_on, record_id
-- columns: record_id = 问题编号 = Blocker; project_id = 项目代码 = Project; happened_on = 销号日期 = Signed off on;
--   gold = 金牌团队参与 = Gold-medal team; hall_or_studio = 会客厅或工作室参与（手续办理） = Hall or studio (paperwork);
--   both = 两者都参与 = Both; either = 任一参与 = Either
-- The two may overlap, so they are never added to each other: either = gold + hall_or_studio - both.
SELECT
    record_id,
    project_id,
    settled_on AS happened_on,
    CASE WHEN gold_team = '是' THEN 1 ELSE 0 END AS gold,
    CASE WHEN hall_or_studio = '是' THEN 1 ELSE 0 END AS hall_or_studio,
    CASE WHEN gold_team = '是' AND hall_or_studio = '是' THEN 1 ELSE 0 END AS both,
    CASE WHEN gold_team = '是' OR hall_or_studio = '是' THEN 1 ELSE 0 END AS either
FROM fact.blocker
WHERE not_resolved IS NULL
