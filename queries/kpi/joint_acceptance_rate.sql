-- title: 联合验收率 | Joint acceptance rate
-- question: 通过验收的工程，有多少走的是联合验收？ | How many of the works that passed acceptance passed it jointly?
-- one row is: 一个单体（或分段）的一次验收 | the acceptance of one building, or of one segment
-- drawn from: record.acceptance
-- kind: flow
-- shown as: share
-- better: higher
-- unit: 件 | acceptances
-- numerator: 联合验收，或分段联合验收的末段 | joint acceptance, or the last segment of a segmented one
-- denominator: 期间出具意见书，且不是末段之前的分段 | passed within the window, and not a segment before the last
-- left out: 未通过 = not passed; 非末段 = segment before the last
-- splits: category, investment_type, street, level, workgroup, mode, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    jointly AS numerator,
    1 AS denominator,
    not_accepted AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    mode,
    SUBSTR(CAST(settled_on AS STRING), 1, 7) AS month,
    settled_on AS happened_on,
    source_batch,
    source_row
FROM fact.acceptance
