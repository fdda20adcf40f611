-- Visits on site or at the door, by hand: one pass over the stored fact.
-- headline
SELECT not_on_site, COUNT(*), NULL, NULL
FROM fact.visit
WHERE visited_on BETWEEN $first AND $last
GROUP BY not_on_site;
-- by {split}
SELECT {split}, COUNT(*), NULL, NULL
FROM (SELECT *, visit_mode AS mode, team_level AS team FROM fact.visit)
WHERE visited_on BETWEEN $first AND $last AND not_on_site IS NULL
GROUP BY {split};
-- trend
WITH daily AS (
    SELECT visited_on AS day, COUNT(*) AS n
    FROM fact.visit
    WHERE visited_on BETWEEN $first AND $last AND not_on_site IS NULL
    GROUP BY visited_on
)
SELECT DATE_TRUNC('month', day) AS month, SUM(n), NULL, NULL, SUM(SUM(n)) OVER (ORDER BY month), NULL, NULL
FROM daily
GROUP BY month;
