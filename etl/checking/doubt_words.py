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
        "undone": said("“{h}”原来填过，现在空了（{width}）。已经发生的事不会变成没有发生，请补上原来的值；"),
        "stepped_back": said("“{h}”往回退了（{width}）。请核对；"),
        "fallen": said("“{h}”是累计数，只增不减，现在却变小了（{width}）。请核对；"),
        "moved_date": said("“{h}”改了（{width}），“{other}”里却没有写新的原因。请写上原因；"),
        "moved_baseline": said("“{h}”定下后不应再变（{width}）。请改回原来的值；"),
        "moved_project": said("这条记录换了项目（{width}）。请核对编号和项目代码；"),
    }
    if rule not in known:
        return None
    other = schema.columns[position].sense.get("moved_with")
    words = known[rule].replace("{h}", header).replace("{other}", titled(schema.column(other)) if other else "")
    return words + ending(is_let_through)


def _rule_sentence(schema: TableSchema, rule: Rule, is_let_through: bool) -> str:
    """Return the sentence for a rule across two columns; {width} is the other cell, {value} this one."""
    if not rule.sense:
        check = said("{rule}（{other}是 {width}，这里是 {value}）。请核对这两格。")
        return _filled(check, schema, rule)
    words = said("{rule}（{other}是 {width}，这里是 {value}）。请核对这两格；")
    return _filled(words, schema, rule) + ending(is_let_through)


def _filled(words: str, schema: TableSchema, rule: Rule) -> str:
    return words.replace("{rule}", said(rule.message)).replace("{other}", titled(schema.column(rule.other)))


def ending(is_let_through: bool) -> str:
    """Return how the sentence of a doubt ends: how it is let through, or that it was."""
    return said("已写明理由放行。") if is_let_through else said("如果属实，请写明理由后放行。")
