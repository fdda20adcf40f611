-- a row is: 通报的联合验收数多于验收总数 | a district-month with more joint acceptances than acceptances
-- severity: stop
-- what to do: 改正通报中的两个数 | correct the two numbers in the bulletin
SELECT
    'district_month' AS record_type, district || ' · ' || CAST(month AS STRING) AS record_id,
    'joint_accepted' AS column_name, CAST(joint_accepted AS STRING) AS value,
    batch_no AS source_batch, row_no AS source_row
FROM record.district_month
WHERE joint_accepted > total_accepted
