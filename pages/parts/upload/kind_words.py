"""How a kind of faults is said on one line: column, what is wrong, how often, in which rows; and what its fix does."""

from __future__ import annotations

from etl.checking.fault_kinds import VALUES_NAMED, FaultKind
from etl.checking.sorted_faults import SAME_ROW
from etl.faults import NOTICE, Fault, is_doubt
from pages.parts.figures import whole
from pages.parts.markup import plain
from pages.parts.upload import fault_words
from pages.parts.words import _, listed

LONGEST_VALUE = 24


def as_fault(kind: FaultKind) -> Fault:
    """Return the first fault of a kind, for the words that are said of one."""
    value = kind.values[0] if kind.values else ""
    return Fault(kind.spans[0][0] if kind.spans else None, kind.header, value, kind.rule, kind.severity, kind.message)


def pile_of(kind: FaultKind) -> str:
    """Return the pile a kind belongs to: 'must', 'doubt' (let through with a reason) or 'look'."""
    if is_doubt(as_fault(kind)):
        return "doubt"
    return "look" if kind.severity == NOTICE else "must"


def label(kind: FaultKind) -> str:
    """Return a kind as the label of what opens it: **column** what is wrong “as written” · 12 · rows 3, 5–9."""
    what = what_is_wrong(kind)
    said = f"**{plain(kind.header)}** {plain(what)}" if kind.header else f"**{plain(what)}**"
    if kind.values:
        said += " " + plain(values(kind))
    parts = [said, _("{n} 处", n=whole(kind.count))]
    if kind.spans:
        parts.append(plain(rows(kind)))
    return " · ".join(parts)


def what_is_wrong(kind: FaultKind) -> str:
    """Return in a few words what kind of fault it is."""
    if kind.word == SAME_ROW:
        return _("整行重复")
    if kind.word and kind.rule in ("foreignKey", "type"):
        return _("不在可选的词里")
    return fault_words.kind(as_fault(kind))


def values(kind: FaultKind) -> str:
    """Return the first values of a kind as written, in quotation marks."""
    shown = [_("“{value}”", value=_short(value)) for value in kind.values[:VALUES_NAMED]]
    return listed(shown) + (" …" if len(kind.values) > VALUES_NAMED else "")


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"


def rows(kind: FaultKind) -> str:
    """Return the rows of a kind the short way, as Excel counts them: 第 3、5–9 行."""
    named = [str(first) if first == last else f"{first}–{last}" for first, last in kind.spans]
    more = sum(last - first + 1 for first, last in kind.spans) < kind.count
    return _("第 {rows} 行", rows=listed(named) + (" …" if more else ""), n=kind.count)


def fix(kind: FaultKind) -> str:
    """Return what the one click does that puts a whole kind right."""
    number = whole(kind.count)
    if kind.word == SAME_ROW:
        return _("重复的 {n} 行不导入", n=number)
    if kind.near and kind.word:
        return _("{wrong} → {right}，改 {n} 处", wrong=plain(_short(kind.word)), right=plain(kind.near), n=number)
    known = {
        "pattern": _("去掉空格，改 {n} 处", n=number),
        "control": _("去掉看不见的字符，改 {n} 处", n=number),
        "identityNumber": _("删去身份证号，改 {n} 处", n=number),
    }
    return known.get(kind.rule) or _("改 {n} 处", n=number)


def sentence(kind: FaultKind) -> str:
    """Return what was expected and what to do."""
    return fault_words.sentence(as_fault(kind))
