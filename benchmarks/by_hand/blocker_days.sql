-- The median days to resolve a blocker, by hand: days are whole and few, so a trend keeps how often each occurs.
-- headline
SELECT not_resolved, NULL, COUNT(*), MEDIAN(days_to_resolve) FILTER (WHERE not_resolved IS NULL)
FROM fact.blocker
WHERE settled_on BETWEEN $first AND $last
GROUP BY not_resolved;
-- by {split}
SELECT {split}, NULL, COUNT(*), MEDIAN(days_to_resolve)
FROM fact.blocker
WHERE settled_on BETWEEN $first AND $last AND not_resolved IS NULL
GROUP BY {split};
-- trend
WITH often AS (
    SELECT YEAR(settled_on) * 12 + MONTH(settled_on) AS month_no, days_to_resolve AS days, COUNT(*) AS n
    FROM fact.blocker
    WHERE settled_on BETWEEN $first AND $last AND not_resolved IS NULL
    GROUP BY month_no, days
),
both_ways AS (
    SELECT month_no, FALSE AS to_date, days, n FROM often
    UNION ALL
    SELECT m.month_no, TRUE AS to_date, often.days, SUM(often.n) AS n
    FROM (SELECT DISTINCT month_no FROM often) AS m
    JOIN often ON often.month_no <= m.month_no
    GROUP BY m.month_no, often.days
),
ranked AS (
    SELECT
        month_no, to_date, days, n,
        SUM(n) OVER (PARTITION BY month_no, to_date ORDER BY days) AS upto,
        SUM(n) OVER (PARTITION BY month_no, to_date) AS total
    FROM both_ways
),
middle AS (
    SELECT
        month_no, to_date, MAX(total) AS total,
        (MIN(days) FILTER (WHERE 2 * upto >= total) + MIN(days) FILTER (WHERE 2 * upto > total)) / 2.0 AS days
    FROM ranked
    GROUP BY month_no, to_date
)
SELECT
    MAKE_DATE(CAST((own.month_no - 1) // 12 AS BIGINT), CAST((own.month_no - 1) % 12 + 1 AS BIGINT), 1) AS month,
    NULL, own.total, own.days, NULL, running.total, running.days
FROM middle AS own
JOIN middle AS running ON running.month_no = own.month_no AND running.to_date AND NOT own.to_date;
