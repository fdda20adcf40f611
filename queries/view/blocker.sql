-- One row per blocker: who had a part in it, and from when until when it was resolved.
-- stored: yes
-- inputs: record.blocker, fact.project
-- A reopening counts only when it is later than the sign-off (verified_on): an earlier one was answered by it.
-- open_from: the day from which it last stood open; none when it was signed off on the day it was found, for good.
-- helper_teams is text joined by '；': the delimiters around it let whole words be matched, never parts of words.
WITH named AS (
    SELECT
        *,
        '；' || owner_team || '；' || COALESCE(helper_teams, '') || '；' AS teams,
        CASE WHEN reopened_on > verified_on THEN reopened_on END AS undone_on
    FROM record.blocker
)
SELECT
    b.blocker_id AS record_id,
    b.project_id,
    p.project_no,
    p.category,
    p.investment_type,
    p.street,
    p.level,
    COALESCE(b.workgroup, p.workgroup) AS workgroup,
    b.found_on,
    b.verified_on,
    b.undone_on,
    CASE
        WHEN b.undone_on IS NOT NULL THEN b.undone_on
        WHEN b.verified_on IS NULL OR b.verified_on > b.found_on THEN b.found_on
    END AS open_from,
    COALESCE(b.verified_on, b.found_on) AS settled_on,
    CASE WHEN b.verified_on IS NULL THEN '未销号' WHEN b.undone_on IS NOT NULL THEN '已退回' END AS not_resolved,
    days_between(b.found_on, b.verified_on) AS days_to_resolve,
    b.found_channel AS channel,
    b.stage,
    b.blocker_type,
    b.department,
    b.escalation,
    b.owner_team AS team,
    CASE WHEN b.teams LIKE '%；金牌团队；%' THEN '是' ELSE '否' END AS gold_team,
    CASE
        WHEN b.blocker_type = '手续办理' AND (b.teams LIKE '%；审批会客厅；%' OR b.teams LIKE '%；心服务工作室；%') THEN '是'
        ELSE '否'
    END AS hall_or_studio,
    b.batch_no AS source_batch,
    b.row_no AS source_row
FROM named AS b
LEFT JOIN fact.project AS p ON p.project_id = b.project_id
