-- One row per project and list year: from when until when it is on that year's key list, and when it started.
-- stored: yes
-- inputs: record.listing, fact.project
-- A list holds from 1 January (or listed_on, when later) until the day it was taken off or the next 1 January.
-- A listing that never counts (区级, else 准备类) is left out for that all year, whether or not it was taken off.
-- never_due says why it never falls due to start: it never counts, or nobody planned a day.
-- level is this listing's own, not the latest one's; the planned start is the list's, else the project's.
WITH dated AS (
    SELECT
        *,
        GREATEST(listed_on, CAST(CAST(list_year AS STRING) || '-01-01' AS DATE)) AS listed_from,
        CAST(CAST(list_year + 1 AS STRING) || '-01-01' AS DATE) AS next_year_begins_on,
        CASE WHEN level = '区级' THEN '区级' WHEN list_class = '准备类' THEN '准备类' END AS never_counted
    FROM record.listing
)
SELECT
    l.project_id || ' · ' || CAST(l.list_year AS STRING) AS record_id,
    l.project_id,
    p.project_no,
    p.category,
    p.investment_type,
    p.street,
    l.level,
    p.workgroup,
    l.list_year,
    l.list_class,
    CASE WHEN l.carried_over THEN '续建' ELSE '新建' END AS carried_over,
    l.listed_from AS on_list_from,
    l.never_counted,
    CASE
        WHEN l.never_counted IS NOT NULL THEN l.never_counted
        WHEN COALESCE(l.planned_start_on, p.planned_start_on) IS NULL THEN '无计划日期'
    END AS never_due,
    CASE
        WHEN l.never_counted IS NULL AND l.delisted_on < l.next_year_begins_on THEN l.delisted_on
        ELSE l.next_year_begins_on
    END AS off_list_on,
    CASE
        WHEN l.never_counted IS NULL AND l.delisted_on < l.next_year_begins_on THEN '已调出'
        ELSE '往年名单'
    END AS off_list_because,
    COALESCE(l.planned_start_on, p.planned_start_on) AS planned_start_on,
    CASE
        WHEN l.never_counted IS NULL THEN GREATEST(COALESCE(l.planned_start_on, p.planned_start_on), l.listed_from)
        ELSE l.listed_from
    END AS due_from,
    p.actual_start_on,
    l.batch_no AS source_batch,
    l.row_no AS source_row
FROM dated AS l
LEFT JOIN fact.project AS p ON p.project_id = l.project_id
