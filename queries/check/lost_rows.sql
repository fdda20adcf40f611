-- a row is: 一类记录的条数与它的中间表不符 |
--   a record type whose rows and whose stepping stone's rows differ in number
-- severity: stop
-- what to do: 报告：queries/view 中的连接丢了行或多了行 |
--   report it: a join under queries/view loses or repeats rows
WITH shown AS (
    SELECT 'project' AS record_type, COUNT(*) AS shown FROM fact.project
    UNION ALL
    SELECT 'listing' AS record_type, COUNT(*) AS shown FROM fact.listing
    UNION ALL
    SELECT 'visit' AS record_type, COUNT(*) AS shown FROM fact.visit
    UNION ALL
    SELECT 'meeting' AS record_type, COUNT(*) AS shown FROM fact.meeting
    UNION ALL
    SELECT 'consultation' AS record_type, COUNT(*) AS shown FROM fact.consultation
    UNION ALL
    SELECT 'blocker' AS record_type, COUNT(*) AS shown FROM fact.blocker
    UNION ALL
    SELECT 'approval' AS record_type, COUNT(*) AS shown FROM fact.approval
    UNION ALL
    SELECT 'acceptance' AS record_type, COUNT(*) AS shown FROM fact.acceptance
    UNION ALL
    SELECT 'milestone' AS record_type, COUNT(*) AS shown FROM fact.milestone
),
kept AS (
    SELECT record_type, COUNT(*) AS kept FROM fact.kept_row WHERE is_current GROUP BY record_type
)
SELECT
    s.record_type,
    CAST(NULL AS STRING) AS record_id,
    'rows' AS column_name,
    CAST(COALESCE(k.kept, 0) AS STRING) || ' → ' || CAST(s.shown AS STRING) AS value,
    CAST(NULL AS INTEGER) AS source_batch,
    CAST(NULL AS INTEGER) AS source_row
FROM shown AS s
LEFT JOIN kept AS k ON k.record_type = s.record_type
WHERE COALESCE(k.kept, 0) <> s.shown
