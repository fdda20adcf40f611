-- One row per row kept in any ledger, current or not, with its key: what the checks of queries/check go by.
-- stored: no
-- inputs: ledger.*
SELECT
    'project' AS record_type,
    project_id AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.project
UNION ALL
SELECT
    'listing' AS record_type,
    project_id || ' · ' || CAST(list_year AS STRING) AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.listing
UNION ALL
SELECT
    'visit' AS record_type,
    visit_id AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.visit
UNION ALL
SELECT
    'meeting' AS record_type,
    meeting_id || ' · ' || project_id AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.meeting
UNION ALL
SELECT
    'consultation' AS record_type,
    consultation_id AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.consultation
UNION ALL
SELECT
    'blocker' AS record_type,
    blocker_id AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.blocker
UNION ALL
SELECT
    'approval' AS record_type,
    approval_id AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.approval
UNION ALL
SELECT
    'acceptance' AS record_type,
    acceptance_id AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.acceptance
UNION ALL
SELECT
    'district_month' AS record_type,
    district || ' · ' || CAST(month AS STRING) AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.district_month
UNION ALL
SELECT
    'milestone' AS record_type,
    project_id || ' · ' || milestone AS record_id,
    is_current,
    batch_no,
    row_no
FROM ledger.milestone
