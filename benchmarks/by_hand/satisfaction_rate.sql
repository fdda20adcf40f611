-- Ratings of consultations and approvals, by hand: each stored fact alone, and their sums put together.
-- headline
SELECT reason, SUM(top), SUM(n), NULL
FROM (
    SELECT not_rated AS reason, SUM(rated_well) AS top, COUNT(*) AS n
    FROM fact.consultation
    WHERE settled_on BETWEEN $first AND $last
    GROUP BY not_rated
    UNION ALL
    SELECT not_rated AS reason, SUM(rated_well) AS top, COUNT(*) AS n
    FROM fact.approval
    WHERE settled_on BETWEEN $first AND $last
    GROUP BY not_rated
)
GROUP BY reason;
-- by {split}
SELECT label, SUM(top), SUM(n), NULL
FROM (
    SELECT {split} AS label, SUM(rated_well) AS top, COUNT(*) AS n
    FROM (SELECT *, '咨询' AS rated, CAST(NULL AS VARCHAR) AS department FROM fact.consultation)
    WHERE settled_on BETWEEN $first AND $last AND not_rated IS NULL
    GROUP BY label
    UNION ALL
    SELECT {split} AS label, SUM(rated_well) AS top, COUNT(*) AS n
    FROM (SELECT *, '审批' AS rated, CAST(NULL AS VARCHAR) AS channel FROM fact.approval)
    WHERE settled_on BETWEEN $first AND $last AND not_rated IS NULL
    GROUP BY label
)
GROUP BY label;
-- trend
WITH daily AS (
    SELECT settled_on AS day, SUM(rated_well) AS top, COUNT(*) AS n
    FROM fact.consultation
    WHERE settled_on BETWEEN $first AND $last AND not_rated IS NULL
    GROUP BY settled_on
    UNION ALL
    SELECT settled_on AS day, SUM(rated_well) AS top, COUNT(*) AS n
    FROM fact.approval
    WHERE settled_on BETWEEN $first AND $last AND not_rated IS NULL
    GROUP BY settled_on
)
SELECT
    DATE_TRUNC('month', day) AS month, SUM(top), SUM(n), NULL,
    SUM(SUM(top)) OVER (ORDER BY month), SUM(SUM(n)) OVER (ORDER BY month), NULL
FROM daily
GROUP BY month;
