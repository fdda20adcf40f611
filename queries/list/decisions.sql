-- title: 议定事项 | Decisions of meetings
-- question: 会议议定了什么，谁负责，哪天到期，办成没有？ | What did meetings decide, who owes it, by when, and was it done?
-- one row is: 一次会议上一个项目的议定事项 | what one meeting decided on one project
-- drawn from: record.meeting
-- windowed by: held_on
-- added up: none
-- ordered by: held_on, record_id
-- columns: record_id = 会议与项目 = Meeting and project; project_id = 项目代码 = Project; held_on = 会议日期 = Held on;
--   meeting_type = 会议类型 = Type; chair_level = 主持层级 = Chaired by; decision = 议定事项 = Decision;
--   owner_department = 责任单位 = Owed by; due_on = 完成时限 = Due on; done_on = 完成日期 = Done on
-- A meeting that decided nothing on a project is not here.
SELECT
    meeting_id || ' · ' || project_id AS record_id,
    project_id,
    held_on,
    meeting_type,
    chair_level,
    decision,
    owner_department,
    due_on,
    done_on
FROM record.meeting
WHERE decision IS NOT NULL
