-- Ratings of consultations and approvals, by hand: the words are few, so they are judged after counting.
-- headline
WITH said AS (
    SELECT satisfaction AS word, COUNT(answered_on) AS rated, COUNT(*) AS n
    FROM fact.consultation
    WHERE settled_on BETWEEN $first AND $last
    GROUP BY satisfaction
    UNION ALL
    SELECT satisfaction AS word, COUNT(decided_on) AS rated, COUNT(*) AS n
    FROM fact.approval
    WHERE settled_on BETWEEN $first AND $last
    GROUP BY satisfaction
)
SELECT NULL, SUM(rated) FILTER (WHERE word IN ('非常满意', '满意', '基本满意')), SUM(rated) FILTER (WHERE word IS NOT NULL), NULL
FROM said
UNION ALL
SELECT '未评价', NULL, SUM(n) - COALESCE(SUM(rated) FILTER (WHERE word IS NOT NULL), 0), NULL
FROM said;
-- by {split}
WITH said AS (
    SELECT {split} AS label, satisfaction, COUNT(*) AS n
    FROM (SELECT *, '咨询' AS rated, CAST(NULL AS VARCHAR) AS department FROM fact.consultation)
    WHERE answered_on BETWEEN $first AND $last AND satisfaction IS NOT NULL
    GROUP BY label, satisfaction
    UNION ALL
    SELECT {split} AS label, satisfaction, COUNT(*) AS n
    FROM (SELECT *, '审批' AS rated, CAST(NULL AS VARCHAR) AS channel FROM fact.approval)
    WHERE decided_on BETWEEN $first AND $last AND satisfaction IS NOT NULL
    GROUP BY label, satisfaction
)
SELECT label, SUM(n) FILTER (WHERE satisfaction IN ('非常满意', '满意', '基本满意')), SUM(n), NULL
FROM said
GROUP BY label;
-- trend
WITH said AS (
    SELECT answered_on AS day, satisfaction, COUNT(*) AS n
    FROM fact.consultation
    WHERE answered_on BETWEEN $first AND $last AND satisfaction IS NOT NULL
    GROUP BY answered_on, satisfaction
    UNION ALL
    SELECT decided_on AS day, satisfaction, COUNT(*) AS n
    FROM fact.approval
    WHERE decided_on BETWEEN $first AND $last AND satisfaction IS NOT NULL
    GROUP BY decided_on, satisfaction
),
monthly AS (
    SELECT
        DATE_TRUNC('month', day) AS month,
        SUM(n) FILTER (WHERE satisfaction IN ('非常满意', '满意', '基本满意')) AS top,
        SUM(n) AS bottom
    FROM said
    GROUP BY month
)
SELECT month, top, bottom, NULL, SUM(top) OVER (ORDER BY month), SUM(bottom) OVER (ORDER BY month), NULL
FROM monthly;
