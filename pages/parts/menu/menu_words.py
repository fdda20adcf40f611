"""How the approval menu is spoken of: which menu, what makes none of item.csv, and where a choice stands in links."""

from __future__ import annotations

from pages.parts.downloads import Html
from pages.parts.markup import text
from pages.parts.names import group_name
from pages.parts.words import _, language
from queries.menu.items import GOVERNMENT, Item, item_file
from queries.menu.menu import CircularPrerequisites, MenuChoice, MenuMistake


def choice_said(choice: MenuChoice) -> str:
    """Say which menu it is: investment type, permit, acceptance, and how many optional items are on it."""
    said = [
        group_name(choice.investment_type),
        _("施工许可分阶段") if choice.is_phased else _("施工许可整体办理"),
        _("分段联合验收") if choice.is_segmented else _("整体联合验收"),
    ]
    if choice.wanted:
        said.append(_("可选事项 {n} 个", n=len(choice.wanted)))
    return " · ".join(said)


def asked_of(choice: MenuChoice) -> dict[str, object]:
    """Return a choice as the parameters of an address (address.OF_THE_WORK); None drops one."""
    return {
        "menu": "government" if choice.investment_type == GOVERNMENT else "social",
        "permit": "phased" if choice.is_phased else "whole",
        "acceptance": "segmented" if choice.is_segmented else "whole",
        "with": tuple(sorted(choice.wanted)) or None,
    }


def mistake_said(mistake: MenuMistake) -> str:
    """Say why data/reference/item.csv makes no menu, with the names of the items, and what to do."""
    if isinstance(mistake, CircularPrerequisites):
        circle = " → ".join(map(_named, (*mistake.items, mistake.items[0])))
        return _(
            "data/reference/item.csv 里的前置事项绕成了一圈：{circle}，排不出先后。请在其中一项的前置事项里去掉一个。",
            circle=circle,
        )
    return _(
        "data/reference/item.csv 里“{item}”的前置事项“{before}”不在可用的事项里。请补上这一项，或改正它的编码。",
        item=_named(mistake.items[0]),
        before=mistake.items[-1],
    )


def _named(item_id: str) -> str:
    """Name an item of the file by code and name."""
    item = item_file().items.get(item_id)
    return f"{item_id} {item.name}" if item else item_id


def in_chinese(said: str) -> Html:
    """Return what stays Chinese on every page, marked as such on an English one."""
    return Html(text(said) if language() == "zh" else f'<span lang="zh-CN">{text(said)}</span>')


def item_html(item: Item) -> Html:
    """Return an item as its name with its code behind it."""
    name = item.name.removeprefix("里程碑:")
    return Html(f"{in_chinese(name)} <small>{text(item.item_id)}</small>")


def department_html(item: Item) -> Html:
    """Return the department that decides an item: in the language of the page where it has a name in it."""
    said = group_name(item.department) if item.department else ""
    return in_chinese(said) if said == item.department else Html(text(said))
