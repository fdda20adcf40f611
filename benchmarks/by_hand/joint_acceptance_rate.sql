-- Works that passed acceptance jointly, by hand: one pass over the stored fact.
-- headline
SELECT not_accepted, SUM(jointly), COUNT(*), NULL
FROM fact.acceptance
WHERE settled_on BETWEEN $first AND $last
GROUP BY not_accepted;
-- by {split}
SELECT {split}, SUM(jointly), COUNT(*), NULL
FROM fact.acceptance
WHERE passed_on BETWEEN $first AND $last AND NOT is_before_last
GROUP BY {split};
-- trend
WITH daily AS (
    SELECT passed_on AS day, SUM(jointly) AS top, COUNT(*) AS bottom
    FROM fact.acceptance
    WHERE passed_on BETWEEN $first AND $last AND NOT is_before_last
    GROUP BY passed_on
)
SELECT
    DATE_TRUNC('month', day) AS month, SUM(top), SUM(bottom), NULL,
    SUM(SUM(top)) OVER (ORDER BY month), SUM(SUM(bottom)) OVER (ORDER BY month), NULL
FROM daily
GROUP BY month;
