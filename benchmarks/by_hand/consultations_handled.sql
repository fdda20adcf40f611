-- Consultations answered in the window, by hand: one pass over the stored fact.
-- headline
SELECT not_answered, COUNT(*), NULL, NULL
FROM fact.consultation
WHERE settled_on BETWEEN $first AND $last
GROUP BY not_answered;
-- by {split}
SELECT {split}, COUNT(*), NULL, NULL
FROM fact.consultation
WHERE answered_on BETWEEN $first AND $last
GROUP BY {split};
-- trend
WITH daily AS (
    SELECT answered_on AS day, COUNT(*) AS n
    FROM fact.consultation
    WHERE answered_on BETWEEN $first AND $last
    GROUP BY answered_on
)
SELECT DATE_TRUNC('month', day) AS month, SUM(n), NULL, NULL, SUM(SUM(n)) OVER (ORDER BY month), NULL, NULL
FROM daily
GROUP BY month;
