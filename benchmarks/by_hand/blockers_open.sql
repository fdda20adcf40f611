-- Blockers open on a day, by hand: found and not signed off, or reopened since; a trend adds up the days' moves.
-- headline
SELECT
    CASE WHEN found_on > $last THEN '未到发现日期' END AS reason,
    COUNT(CASE WHEN verified_on <= $last AND (undone_on IS NULL OR undone_on > $last) THEN NULL ELSE 1 END),
    COUNT(*),
    NULL
FROM fact.blocker
GROUP BY reason;
-- by {split}
SELECT
    {split}, COUNT(CASE WHEN verified_on <= $last AND (undone_on IS NULL OR undone_on > $last) THEN NULL ELSE 1 END), NULL, NULL
FROM fact.blocker
WHERE found_on <= $last
GROUP BY {split};
-- trend
WITH moves AS (
    SELECT found_on AS day, COUNT(*) AS top FROM fact.blocker WHERE found_on <= $last GROUP BY found_on
    UNION ALL
    SELECT verified_on AS day, -COUNT(*) FROM fact.blocker WHERE verified_on <= $last GROUP BY verified_on
    UNION ALL
    SELECT undone_on AS day, COUNT(*) FROM fact.blocker WHERE undone_on <= $last GROUP BY undone_on
),
months AS (
    SELECT UNNEST(RANGE(CAST(DATE_TRUNC('month', $first) AS TIMESTAMP), $last + 1, INTERVAL 1 MONTH)) AS month
)
SELECT month, SUM(top), NULL, NULL
FROM months
LEFT JOIN moves ON day <= LEAST(LAST_DAY(month), $last)
GROUP BY month;
