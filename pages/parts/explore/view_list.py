"""Saved views on the page: each a link by its name; saving what is shown under a name, removing one, having it back."""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from pages.parts import address
from pages.parts.markup import anchor, plain, text
from pages.parts.place import Here
from pages.parts.words import _
from queries.saved_views import (
    LONGEST_NAME,
    SavedView,
    ViewNotSaved,
    remove_view,
    removed_views,
    restore_view,
    save_view,
    saved_views,
)
from queries.warehouse import warehouse_folder


def draw(at: Here) -> None:
    """Draw the views, and the two panels: to save what the page shows, and to tidy up."""
    try:
        views, removed = saved_views(warehouse_folder()), removed_views(warehouse_folder())
    except ViewNotSaved as problem:
        _tell(problem)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="views"):
        st.html(links(at, views), width="content")
        with st.popover(_("保存为…"), key="save-view"):
            _draw_saving(at)
        if views or removed:
            with st.popover(_("整理"), key="tidy-views"):
                for view in views:
                    _draw_step(view, _("删除"), "remove")
                for view in removed:
                    _draw_step(view, _("恢复"), "restore")


def links(at: Here, views: list[SavedView]) -> str:
    """Return the views as links that keep nothing of this page but the language."""
    if not views:
        return f'<p class="choices">{text(_("已存视图"))} <span class="quiet">{text(_("还没有"))}</span></p>'
    own = own_address(at)
    found = []
    for view in views:
        current = {"aria_current": "true"} if view.address == own else {}
        found.append(anchor(view.name, view.address or "./", title=_saved(view), **current))
    return f'<p class="choices">{text(_("已存视图"))} {"".join(found)}</p>'


def menu(at: Here) -> str:
    """Return the views as a folded menu for the head of a page; nothing when there are none, or none can be read."""
    try:
        views = saved_views(warehouse_folder())
    except ViewNotSaved:
        # draw() says so on the same page.
        return ""
    own = own_address(at)
    items = []
    for view in views:
        current = {"aria_current": "true"} if view.address == own else {}
        items.append(
            f"<li>{anchor(view.name, view.address or './', **current)}<small>{text(_saved(view))}</small></li>"
        )
    listed = f"<ul>{''.join(items)}</ul>"
    return (
        f'<details class="take" name="views"><summary>{text(_("已存视图"))}</summary>{listed}</details>'
        if views
        else ""
    )


def own_address(at: Here) -> str:
    """Return the address of what the page shows, without the reader's language."""
    return address.here(at.choice, at.page, lang=None)


def _draw_saving(at: Here) -> None:
    with st.form("save-view-form", border=False):
        name = st.text_input(_("名称"), max_chars=LONGEST_NAME, placeholder=_("例如：各街道走访，按月"))
        by = st.text_input(_("保存人（可不填）"), max_chars=LONGEST_NAME)
        over = st.checkbox(_("已有同名视图时，覆盖它"))
        is_submitted = st.form_submit_button(_("保存"), type="primary")
    st.html(f'<p class="quiet">{text(_("保存的是现在的地址，本局同事都能看到；数据更新后打开，看到的是新数据。"))}</p>')
    if not is_submitted:
        return
    try:
        view = save_view(warehouse_folder(), name, own_address(at), by, over=over)
    except ViewNotSaved as problem:
        _tell(problem)
        return
    st.toast(_("已保存“{name}”。", name=view.name))
    st.rerun()


def _draw_step(view: SavedView, step: str, kind: str) -> None:
    """Draw one view with the one step there is for it; the step is taken at once and can be taken back."""
    own = sha256(f"{view.name}{view.saved_at}{view.removed_at}".encode()).hexdigest()[:12]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        name = f"~~{plain(view.name)}~~" if view.removed_at else plain(view.name)
        st.markdown(name, help=_saved(view), width="stretch")
        is_pressed = st.button(step, key=f"{kind}-{own}")
    if not is_pressed:
        return
    try:
        if view.removed_at:
            restore_view(warehouse_folder(), view)
        else:
            remove_view(warehouse_folder(), view.name)
    except ViewNotSaved as problem:
        _tell(problem)
        return
    st.rerun()


def _saved(view: SavedView) -> str:
    day = view.saved_at[:10]
    return _("{by} 于 {day} 保存", by=view.by, day=day) if view.by else _("{day} 保存", day=day)


def _tell(problem: ViewNotSaved) -> None:
    """Say in one sentence why it was not saved or cannot be shown, and what to do."""
    known = {
        "no_name": _("请先填名称。"),
        "long_name": _("名称最多 {about} 个字，请缩短。"),
        "taken": _("已经有“{about}”。要用现在的内容代替它，请勾选“覆盖”再保存，或换一个名称。"),
        "long_address": _("现在的地址太长，不能保存，请减少筛选值或缩短查询。"),
        "too_many": _("已经存了 {about} 个视图，请先删去不用的。"),
        "unreadable": _("已存视图的文件 {about} 读不出来，里面的内容没有动。请管理员修复或移走它。"),
        "not_writable": _("数据文件夹现在写不进去，没有保存。请稍后再试，或请管理员检查权限。"),
        "gone": _("“{about}”已经不在了，可能有人先删了它。"),
    }
    said = known[problem.why].format(about=problem.about)
    st.html(f'<p class="state refused" role="alert">{text(said)}</p>')
