"""Beside a definition: both languages, what changed in it and when, and the number with the rows it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from pages.parts import address, answers
from pages.parts.downloads import Html, html_table
from pages.parts.figures import NO_VALUE, figure, whole
from pages.parts.kpi import explained
from pages.parts.markup import anchor, text
from pages.parts.names import reason_name
from pages.parts.place import Here
from pages.parts.words import _, full_day, language, listed
from queries.catalogue import Kpi, Words
from queries.questions import Number
from queries.surroundings import definition_changes


def both_languages(kpi: Kpi) -> str:
    """Return the definition's words in Chinese and English side by side, folded."""
    none = Words("无", "none")
    reasons = Words("、".join(kpi.left_out), ", ".join(kpi.left_out.values())) if kpi.left_out else none
    said = {
        _("名称"): kpi.title,
        _("问题"): kpi.question,
        _("一行是"): kpi.one_row_is,
        _("单位"): kpi.unit,
        _("分子"): kpi.numerator,
        _("分母"): kpi.denominator,
        _("不计入"): reasons,
    }
    rows = [
        [name, Html(f'<span lang="zh-CN">{text(words.zh)}</span>'), Html(f'<span lang="en">{text(words.en)}</span>')]
        for name, words in said.items()
    ]
    head = [_("项"), _("中文文本"), _("英文文本")]
    return f"<details><summary>{text(_('中英对照'))}</summary>{html_table(head, rows)}</details>"


def left_out_said(kpi: Kpi, counts: Mapping[str, int] | None) -> str:
    """Name the reasons why rows are not counted, each with how many it holds now; without ``counts`` only the names."""
    found = []
    for reason in kpi.left_out:
        name = reason_name(kpi, reason)
        count = None if counts is None else counts.get(reason, 0)
        found.append(name if count is None else _("{reason}（{n} 条）", reason=name, n=whole(count)))
    return listed(found) or _("无")


def changes(kpi: Kpi) -> str:
    """Return the changes of the definition as HTML, oldest first; they also stand on the trend, as lines."""
    known = definition_changes(kpi.name)
    if not known:
        return text(_("没有登记过调整"))
    lines = [_("{day}起：{words}", day=full_day(one.on), words=one.words.in_(language())) for one in known]
    return "<br>".join(text(line) for line in lines)


def with_left_out(at: Here, kpi: Kpi) -> str:
    """Return what the number would be with the rows it leaves out, as a table with its meaning in words."""
    found = explained.with_left_out_here(at, kpi)
    if not found:
        return f"<p>{text(_('这里没有未计入的记录，含与不含是同一个数。'))}</p>"
    rows: list[list[object]] = []
    for one in found:
        reason = one.reason
        named = _("全部") if reason is None else reason_name(kpi, reason)
        asked = address.link(at.choice, "kpi", kpi=kpi.name, part="left_out", reason=reason) + "#records"
        rows.append([Html(anchor(named, asked)), one.rows, said(kpi, one.number)])
    head = [_("未计入的原因"), _("记录数"), _("算进去则为")]
    now = said(kpi, answers.headline_here(at, kpi))
    return f"<p>{text(_('现在是 {now}。', now=now))}{text(meaning(kpi))}</p>{html_table(head, rows)}"


def meaning(kpi: Kpi) -> str:
    """Say what is assumed of the rows left out when they are put into the number."""
    if kpi.shown_as == "share":
        return _("下面假定未计入的记录都进分母、都算没做到，是比率最低会到哪里，用来看口径的影响有多大。")
    if kpi.shown_as == "count":
        return _("下面假定未计入的记录也各算一条。")
    if kpi.shown_as == "distinct":
        return _("下面假定未计入的记录里的项目也算；已经算过的项目不重复算。")
    return _("未计入的记录没有可量的数值，算不进这个数。")


def said(kpi: Kpi, number: Number | None) -> str:
    """Say one number of ``kpi`` in a table's cell: 27/38 71.1%; a dash for none."""
    if number is None:
        return NO_VALUE
    shown = figure(kpi, number)
    if kpi.shown_as == "share":
        return f"{shown.first}{shown.behind} {shown.second}".strip()
    return f"{shown.first} {shown.behind}".strip()
