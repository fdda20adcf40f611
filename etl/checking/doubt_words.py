"""The sentences for what is in doubt: what goes against what, what to do, or that it was let through."""

from __future__ import annotations

from etl.language import said
from etl.types.table_schema import Rule, TableSchema
from etl.types.titles import titled


def doubt_sentence(schema: TableSchema, position: int, rule: str, header: str, is_let_through: bool) -> str | None:
    """Return the sentence for what does not go with another cell ({width}) or an earlier report (before → now).

    None when ``rule`` is none of them.
    """
    for across in schema.rules:
        if across.rule == rule and schema.position(across.column) == position:
            return _rule_sentence(schema, across, is_let_through)
    known = {
        "undone": (
            said("“{h}”原来填过，现在空了（{width}）。"),
            said("已经发生的事不会变成没有发生，请补上原来的值；"),
        ),
        "stepped_back": (said("“{h}”往回退了（{width}）。"), said("请核对；")),
        "fallen": (said("“{h}”是累计数，只增不减，现在却变小了（{width}）。"), said("请核对；")),
        "moved_date": (said("“{h}”改了（{width}），“{other}”里却没有写新的原因。"), said("请写上原因；")),
        "moved_baseline": (said("“{h}”定下后不应再变（{width}）。"), said("请改回原来的值；")),
        "moved_project": (said("这条记录换了项目（{width}）。"), said("请核对编号和项目代码；")),
    }
    if rule not in known:
        return None
    other = schema.columns[position].sense.get("moved_with")
    what, advice = known[rule]
    what = what.replace("{h}", header).replace("{other}", titled(schema.column(other)) if other else "")
    return what + _ending(advice, is_let_through)


def _rule_sentence(schema: TableSchema, rule: Rule, is_let_through: bool) -> str:
    """Return the sentence for a rule across two columns; {width} is the other cell, {value} this one."""
    what = said("{rule}（{other}是 {width}，这里是 {value}）。")
    what = what.replace("{rule}", said(rule.message)).replace("{other}", titled(schema.column(rule.other)))
    if not rule.sense:
        return what + said("请核对这两格。")
    return what + _ending(said("请核对这两格；"), is_let_through)


def _ending(advice: str, is_let_through: bool) -> str:
    """Return how the sentence of a doubt ends: what to do and how it is let through, or that it was."""
    return said("已写明理由放行。") if is_let_through else advice + said("如果属实，请写明理由后放行。")
