-- Visits on site or at the door, by hand. A CASE keeps the mode out of the scan's own filters, which are slower at words.
-- headline
SELECT CASE WHEN visit_mode NOT IN ('现场', '上门') THEN '非现场' END AS reason, SUM(n), NULL, NULL
FROM (
    SELECT visit_mode, COUNT(*) AS n FROM fact.visit WHERE visited_on BETWEEN $first AND $last GROUP BY visit_mode
)
GROUP BY reason;
-- by {split}
SELECT {split}, COUNT(*), NULL, NULL
FROM (SELECT *, visit_mode AS mode, team_level AS team FROM fact.visit)
WHERE visited_on BETWEEN $first AND $last AND CASE WHEN visit_mode IN ('现场', '上门') THEN TRUE END
GROUP BY {split};
-- trend
WITH daily AS (
    SELECT visited_on AS day, COUNT(*) AS n
    FROM fact.visit
    WHERE visited_on BETWEEN $first AND $last AND CASE WHEN visit_mode IN ('现场', '上门') THEN TRUE END
    GROUP BY visited_on
)
SELECT DATE_TRUNC('month', day) AS month, SUM(n), NULL, NULL, SUM(SUM(n)) OVER (ORDER BY month), NULL, NULL
FROM daily
GROUP BY month;
