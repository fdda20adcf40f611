"""How record types, splits and columns are called: the bureau's own words, with English for display."""

from __future__ import annotations

from pages.parts.words import _, catalogue, language

# Written out, not read from the schemas: only the upload and data pages know etl.
TYPES = {
    "project": "重点项目台账",
    "listing": "重点项目名单",
    "visit": "走访服务记录",
    "meeting": "调度会议记录",
    "consultation": "咨询登记",
    "blocker": "堵点台账",
    "approval": "审批办件",
    "acceptance": "联合验收台账",
    "district_month": "区市联合验收通报",
    "milestone": "倒排工期节点",
}

COLUMNS = {
    "category": "项目类别",
    "investment_type": "投资类型",
    "street": "街道",
    "level": "级别",
    "workgroup": "专班",
    "stage": "阶段",
    "department": "部门",
    "channel": "渠道",
    "team": "团队",
    "team_level": "团队层级",
    "escalation": "协调层级",
    "meeting_type": "会议类型",
    "mode": "方式",
    "visit_mode": "走访方式",
    "month": "月份",
    "blocker_type": "问题类别",
    "gold_team": "金牌团队参与",
    "hall_or_studio": "会客厅或工作室参与",
    "carried_over": "是否续建",
    "service": "服务类型",
    "status": "项目状态",
    "item": "事项",
    "outcome": "办理结果",
    "moved": "是否改期",
    "on_baseline": "是否按原计划",
    "passed": "是否通过",
    "rated": "评价对象",
    "list_year": "计划年度",
    "list_class": "重点类型",
    "listed_on": "列入日期",
    "delisted_on": "调出日期",
    "planned_start_on": "计划开工时间",
    "actual_start_on": "实际开工时间",
    "planned_completion_on": "计划竣工时间",
    "actual_completion_on": "实际竣工时间",
    "milestone": "节点",
    "planned_on": "计划日期",
    "baseline_on": "原计划日期",
    "actual_on": "实际日期",
    "moved_reason": "调整原因",
    "visit_id": "服务编号",
    "visited_on": "走访日期",
    "meeting_id": "会议编号",
    "held_on": "会议日期",
    "approval_id": "受理编号",
    "item_id": "事项编码",
    "accepted_on": "受理时间",
    "decided_on": "办结时间",
    "promised_days": "承诺时限(工作日)",
    "suspended_days": "暂停天数",
    "satisfaction": "评价等级",
    "acceptance_id": "受理编号",
    "applied_on": "申请日期",
    "plan_issued_on": "方案下达日期",
    "passed_on": "意见书日期",
    "building": "单体",
    "segment_no": "段号",
    "is_last_segment": "是否末段",
    "consultation_id": "登记号",
    "received_on": "咨询时间",
    "answered_on": "答复时间",
    "blocker_id": "问题编号",
    "found_on": "发现日期",
    "owner_team": "牵头团队",
    "helper_teams": "配合团队",
    "verified_on": "销号日期",
    "reopened_on": "退回日期",
    "record_id": "记录编号",
    "project_id": "项目代码",
    "project_name": "项目名称",
    "happened_on": "日期",
    "enters_on": "计入起始日",
    "leaves_on": "移出日",
    "achieved_on": "达成日期",
    "undone_on": "退回日期",
    "numerator": "分子",
    "denominator": "分母",
    "left_out": "未计入原因",
    "source_batch": "批次",
    "source_row": "文件行号",
    "source_file": "来源文件",
}


def type_name(name: str) -> str:
    """Return what people call the record type ``name``; a type not known here keeps its own name."""
    return _(TYPES[name]) if name in TYPES else name


def column_name(name: str) -> str:
    """Return what people call the split or column ``name``; one not known here keeps its own name."""
    return _(COLUMNS[name]) if name in COLUMNS else name


def group_name(label: object) -> str:
    """Return how a group's label is shown: an empty one as not filled in; on an English page in English."""
    if label is None or label == "":
        return _("未填")
    said = str(label)
    if said in ("是", "True", "true"):
        return _("是")
    if said in ("否", "False", "false"):
        return _("否")
    return catalogue(language(), "records").get(said, said)
