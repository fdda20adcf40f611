-- a row is: 一条名单记录的列入日期不早于调出日期，或在年度之后，因此从不计数 |
--   a listing taken off before it was listed, or listed after its year, so that it never counts
-- severity: notice
-- what to do: 核对列入日期、调出日期和计划年度 | check the days of listing and taking off, and the list year
SELECT
    'listing' AS record_type, record_id, 'listed_on' AS column_name, CAST(on_list_from AS STRING) AS value,
    source_batch, source_row
FROM fact.listing
WHERE on_list_from >= off_list_on
