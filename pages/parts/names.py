"""How record types, splits and columns are called: the bureau's own words, with English for display."""

from __future__ import annotations

from pages.parts.words import _

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
    """Return how a group's label is shown: yes and no as words, an empty one as not filled in."""
    if label is None or label == "":
        return _("未填")
    return {True: _("是"), False: _("否"), "true": _("是"), "false": _("否")}.get(label, str(label))
