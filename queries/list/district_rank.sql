-- title: 联合验收率全市排名 | Joint acceptance rate: rank in the city
-- question: 各区市的联合验收率在全市排第几，连续几个月第一？ | Which rank does each district's joint acceptance rate have,
--   and for how many months in a row has it been first?
-- one row is: 一个区市的一个月 | one district in one month
-- drawn from: record.district_month
-- windowed by: month
-- added up: none
-- ordered by: month, rank NULLS LAST, district
-- columns: month = 月份 = Month; district = 区市 = District; is_ours = 本区 = Ours; rank = 排名 = Rank;
--   districts = 参与排名区市数 = Districts ranked; numerator = 联合验收数 = Jointly accepted;
--   denominator = 验收总数 = Accepted in all; rate = 联合验收率 = Joint acceptance rate;
--   months_first = 连续第一（月） = Months first in a row
-- Equal rates share a rank; a district that accepted nothing in a month has no rate, no rank, and ends its run.
WITH rated AS (
    SELECT
        m.month,
        m.district,
        COALESCE(d.is_ours, FALSE) AS is_ours,
        m.joint_accepted AS numerator,
        m.total_accepted AS denominator,
        CAST(m.joint_accepted AS DOUBLE) / NULLIF(CAST(m.total_accepted AS DOUBLE), 0) AS rate
    FROM record.district_month AS m
    LEFT JOIN reference.district AS d ON d.district = m.district
),
ranked AS (
    SELECT
        *,
        CASE WHEN rate IS NOT NULL THEN RANK() OVER (PARTITION BY month ORDER BY rate DESC NULLS LAST) END AS rank,
        COUNT(rate) OVER (PARTITION BY month) AS districts
    FROM rated
),
numbered AS (
    SELECT
        *,
        CASE WHEN rank = 1 THEN 1 ELSE 0 END AS is_first,
        EXTRACT(YEAR FROM month) * 12 + EXTRACT(MONTH FROM month) AS month_no
    FROM ranked
),
-- Within an unbroken run, month_no and the row number grow together, so their difference names the run.
runs AS (
    SELECT
        *,
        month_no - ROW_NUMBER() OVER (PARTITION BY district, is_first ORDER BY month) AS run
    FROM numbered
)
SELECT
    month,
    district,
    is_ours,
    rank,
    districts,
    numerator,
    denominator,
    rate,
    CASE
        WHEN is_first = 1 THEN ROW_NUMBER() OVER (PARTITION BY district, is_first, run ORDER BY month)
        ELSE 0
    END AS months_first
FROM runs
