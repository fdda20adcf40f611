-- title: 全市平均 | City average
-- question: 各指标全市合计是多少？ | What is each figure for the whole city?
-- one row is: 一个指标的一个月 | one figure in one month
-- drawn from: record.district_month
-- windowed by: month
-- added up: none
-- ordered by: month, kpi
-- columns: month = 月份 = Month; kpi = 指标 = KPI; districts = 通报区市数 = Districts published;
--   expected = 应通报区市数 = Districts expected; numerator = 分子 = Numerator; denominator = 分母 = Denominator;
--   rate = 比率 = Rate
-- The average of a city is the sum over its districts, ours included, divided once: never a mean of rates.
WITH known AS (
    SELECT COUNT(*) AS districts FROM reference.district
)
SELECT
    m.month,
    'joint_acceptance_rate' AS kpi,
    COUNT(*) AS districts,
    MAX(known.districts) AS expected,
    CAST(SUM(m.joint_accepted) AS BIGINT) AS numerator,
    CAST(SUM(m.total_accepted) AS BIGINT) AS denominator,
    CAST(SUM(m.joint_accepted) AS DOUBLE) / NULLIF(CAST(SUM(m.total_accepted) AS DOUBLE), 0) AS rate
FROM record.district_month AS m
JOIN reference.district AS d ON d.district = m.district
CROSS JOIN known
GROUP BY m.month
