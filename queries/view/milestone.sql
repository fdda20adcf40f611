-- One row per project and milestone of its backward schedule, with the stage and workgroup of the item it names.
-- stored: yes
-- inputs: record.milestone, reference.item, reference.workgroup, fact.project
-- met_on: the day it was reached, when that was not after the day now planned.
-- A milestone is named by an item's number or by its name; a name used twice on the menu means its first item.
WITH word AS (
    SELECT item_id AS word, item_id, stage_name, group_id FROM reference.item
    UNION ALL
    SELECT item_name AS word, item_id, stage_name, group_id FROM reference.item
),
menu AS (
    SELECT w.word, w.item_id, w.stage_name, g.workgroup
    FROM word AS w
    LEFT JOIN reference.workgroup AS g ON g.group_id = w.group_id
    QUALIFY ROW_NUMBER() OVER (PARTITION BY w.word ORDER BY w.item_id) = 1
)
SELECT
    m.project_id || ' · ' || m.milestone AS record_id,
    m.project_id,
    p.project_no,
    p.category,
    p.investment_type,
    p.street,
    p.level,
    COALESCE(m.workgroup, i.workgroup, p.workgroup) AS workgroup,
    i.item_id,
    i.stage_name AS stage,
    m.planned_on,
    m.actual_on,
    CASE WHEN m.actual_on <= m.planned_on THEN m.actual_on END AS met_on,
    CAST(CAST(EXTRACT(YEAR FROM m.planned_on) + 1 AS STRING) || '-01-01' AS DATE) AS next_year_on,
    CASE WHEN m.baseline_on <> m.planned_on THEN '是' ELSE '否' END AS moved,
    CASE WHEN m.actual_on <= COALESCE(m.baseline_on, m.planned_on) THEN '是' ELSE '否' END AS on_baseline,
    m.batch_no AS source_batch,
    m.row_no AS source_row
FROM record.milestone AS m
LEFT JOIN menu AS i ON i.word = m.milestone
LEFT JOIN fact.project AS p ON p.project_id = m.project_id
