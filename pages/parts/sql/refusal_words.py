"""Why a query was not answered, said in one sentence: where, what is there, and what to do."""

from __future__ import annotations

from pages.parts.words import _, listed
from queries.analyst.refusal import Refusal


def said(refusal: Refusal) -> str:
    """Return the sentence for a refusal; the database's own words stand in it where they say more than its kind."""
    known = {"about": refusal.about, "message": refusal.message.rstrip(".!。")}
    sentence = _sentences().get(refusal.kind, "{message}").format(**known)
    return f"{_where(refusal)}{sentence}{_meant(refusal)}"


def _where(refusal: Refusal) -> str:
    if refusal.line is None:
        return ""
    return _("第 {line} 行第 {column} 个字：", line=refusal.line, column=refusal.column)


def _meant(refusal: Refusal) -> str:
    names = listed([_("“{name}”", name=name) for name in refusal.meant])
    return _("是不是{names}？", names=names) if names else ""


def _sentences() -> dict[str, str]:
    return {
        "too_long": _("查询太长，最多 {about} 个字符，请缩短。"),
        "several": _("一次只能运行一条查询，请只留一条，去掉分号后面的。"),
        "not_a_select": _("这里只能查询，不能修改，也不能读写文件：请写一条以 SELECT 或 WITH 开头的查询。"),
        "syntax": _("“{about}”这里写法有误，请检查它前面的关键字、逗号和括号。"),
        "no_such_relation": _("没有可查的表“{about}”，可查的表列在旁边。"),
        "no_such_column": _("没有“{about}”这一列，各表的列见旁边。"),
        "no_such_function": _("没有“{about}”这个函数，请换一种写法。"),
        "not_offered": _("这里不能用 {about}：只能读旁边列出的表，不能读文件和系统信息。"),
        "wrong_value": _("有一个值不能这样转换（{message}），请先筛掉它，或用 TRY_CAST。"),
        "too_slow": _("查询超过 {about} 秒，已停止，不影响别人。请缩短时间段、先筛选，或少关联几张表。"),
        "too_large": _("查询要用的内存太多，已停止，不影响别人。请先筛选或汇总，少取几列。"),
        "busy": _("正在运行的查询太多，请过一会儿再按“运行”。"),
        "failed": _("数据库不能这样查（{message}），请照此修改。"),
    }
