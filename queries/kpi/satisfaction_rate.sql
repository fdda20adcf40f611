-- title: 满意率 | Satisfaction rate
-- question: 评价过的咨询和审批，有多少是满意的？ | How many of the rated consultations and approvals were rated well?
-- one row is: 一次评价：一件咨询或一宗审批 | one rating, of a consultation or of an approval
-- drawn from: fact.rating
-- kind: flow
-- shown as: share
-- better: higher
-- unit: 次评价 | ratings
-- numerator: 非常满意、满意或基本满意 | very satisfied, satisfied or fairly satisfied
-- denominator: 期间答复或办结，且有评价 | answered or decided within the window, and rated
-- left out: 未评价 = not rated
-- splits: category, investment_type, street, level, workgroup, rated, stage, channel, department, month
-- agreed: 2025-01-10, 统计科
-- review by: 2027-01-31
SELECT
    record_id,
    project_id,
    project_no,
    rated_well AS numerator,
    1 AS denominator,
    not_rated AS left_out,
    category,
    investment_type,
    street,
    level,
    workgroup,
    rated,
    stage,
    channel,
    department,
    SUBSTR(CAST(settled_on AS STRING), 1, 7) AS month,
    settled_on AS happened_on,
    source_batch,
    source_row
FROM fact.rating
