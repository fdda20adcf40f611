"""The approval menu as given: its critical paths are the known ones, and the same by trying every path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.menu.critical_path import critical_items, days_to_start, slots, whole_days
from queries.menu.items import GOVERNMENT, INVESTMENT_TYPES, SOCIAL, START, Item, item_file
from queries.menu.menu import (
    CircularPrerequisites,
    Menu,
    MenuChoice,
    UnknownPrerequisite,
    build_menu,
    choices_of,
)
from queries.reference_rows import FOLDER

ITEMS = item_file().items


@pytest.mark.parametrize(
    ("kind", "whole", "start", "start_in_phases"), [(GOVERNMENT, 55, 46, 40), (SOCIAL, 30, 21, 15)]
)
def test_the_given_menu_takes_the_days_it_is_known_to_take(
    kind: str, whole: int, start: int, start_in_phases: int
) -> None:
    scheduled = slots(build_menu(ITEMS, MenuChoice(kind)))
    assert (whole_days(scheduled), days_to_start(scheduled)) == (whole, start)
    assert days_to_start(slots(build_menu(ITEMS, MenuChoice(kind, is_phased=True)))) == start_in_phases


def longest_by_trying(menu: Menu, end: str | None = None) -> int:
    """Return the days of the longest of all paths, each walked to its end: no graph library, no pass."""
    waits = {item_id: menu.before(item_id) for item_id in menu.items}

    def paths(item_id: str) -> list[int]:
        own = menu.items[item_id].days
        return [own + longer for before in waits[item_id] for longer in paths(before)] or [own]

    return max(length for item_id in ([end] if end else menu.items) for length in paths(item_id))


choices = st.builds(
    MenuChoice,
    st.sampled_from(INVESTMENT_TYPES),
    st.booleans(),
    st.booleans(),
    st.frozensets(st.sampled_from([item.item_id for kind in INVESTMENT_TYPES for item in choices_of(ITEMS, kind)])),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(choices)
def test_the_critical_path_is_the_longest_of_all_paths(choice: MenuChoice) -> None:
    menu = build_menu(ITEMS, choice)
    scheduled = slots(menu)
    assert whole_days(scheduled) == longest_by_trying(menu)
    assert days_to_start(scheduled) == longest_by_trying(menu, START)
    path = critical_items(menu, scheduled)
    assert sum(menu.items[item_id].days for item_id in path) == whole_days(scheduled)
    assert all(before in menu.before(after) for before, after in pairwise(path))
    assert all(scheduled[item_id].slack == 0 for item_id in path)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(choices)
def test_an_item_late_by_its_slack_makes_nothing_later_and_by_a_day_more_the_end(choice: MenuChoice) -> None:
    menu = build_menu(ITEMS, choice)
    scheduled = slots(menu)
    for item_id, slot in scheduled.items():
        own = menu.items[item_id].days
        assert whole_days(slots(menu, {item_id: own + slot.slack})) == whole_days(scheduled)
        assert whole_days(slots(menu, {item_id: own + slot.slack + 1})) == whole_days(scheduled) + 1


@settings(max_examples=60, deadline=None, derandomize=True)
@given(choices)
def test_of_alternatives_one_is_on_the_menu_and_nothing_waits_for_what_is_not(choice: MenuChoice) -> None:
    menu = build_menu(ITEMS, choice)
    groups: dict[str, list[Item]] = {}
    for item in menu.items.values():
        if item.exclusive_group and item.variant == "all":
            groups.setdefault(item.exclusive_group, []).append(item)
    assert all(len(own) == 1 for own in groups.values())
    assert set(menu.graph) == set(menu.items)
    variants = {item.variant for item in menu.items.values()}
    assert ("phased" in variants, "segmented" in variants) == (choice.is_phased, choice.is_segmented)
    assert ("D05" in menu.items) != choice.is_phased
    assert ("E09" in menu.items) != choice.is_segmented


def test_an_optional_item_not_wanted_hands_on_what_it_waits_for() -> None:
    # D03 (special fire review) is optional: D05 waits for it, it waits for D02.
    without = build_menu(ITEMS, MenuChoice(SOCIAL))
    wanted = build_menu(ITEMS, MenuChoice(SOCIAL, wanted=frozenset({"D03"})))
    assert "D03" not in without.items
    assert "D02" in without.before("D05")
    assert "D03" in wanted.before("D05")
    assert wanted.before("D03") == ["D02"]


def test_a_wanted_alternative_stands_in_for_what_must_be_done() -> None:
    menu = build_menu(ITEMS, MenuChoice(SOCIAL, wanted=frozenset({"A04"})))
    assert "A04" in menu.items
    assert "A05" not in menu.items


def changed(items: Mapping[str, Item], item_id: str, *waits_for: str) -> dict[str, Item]:
    """Return the items, of which one waits for others besides."""
    item = items[item_id]
    more = {kind: (*before, *waits_for) for kind, before in item.waits_for.items()}
    return {**items, item_id: replace(item, waits_for=more)}


def test_an_unknown_prerequisite_is_refused_with_both_names() -> None:
    with pytest.raises(UnknownPrerequisite) as refused:
        build_menu(changed(ITEMS, "B01", "Z99"), MenuChoice(SOCIAL))
    assert refused.value.items == ("B01", "Z99")


def test_a_circle_is_refused_with_the_names_of_all_in_it() -> None:
    with pytest.raises(CircularPrerequisites) as refused:
        build_menu(changed(ITEMS, "A08", "B03"), MenuChoice(SOCIAL))
    assert {"A08", "B01", "B03"} <= set(refused.value.items)


def test_an_investment_type_nobody_knows_is_no_choice() -> None:
    with pytest.raises(ValueError, match="外商投资"):
        MenuChoice("外商投资")


def test_an_edited_file_is_read_anew_and_a_wrong_cell_is_told(tmp_path: Path) -> None:
    text = (FOLDER / "item.csv").read_text(encoding="utf-8-sig")
    file = tmp_path / "item.csv"
    file.write_text(text, encoding="utf-8")
    before = whole_days(slots(build_menu(item_file(tmp_path).items, MenuChoice(SOCIAL))))
    file.write_text(
        text.replace("技术审查,20,WD,7,1,M,M,S,,all,A08", "技术审查,20,WD,17,1,M,M,S,,all,A08"), encoding="utf-8"
    )
    assert whole_days(slots(build_menu(item_file(tmp_path).items, MenuChoice(SOCIAL)))) == before + 10
    file.write_text(text.replace("M01,供水报装,3,", "M01,供水报装,三,"), encoding="utf-8")
    found = item_file(tmp_path)
    assert "M01" not in found.items
    assert [(mistake.column, mistake.value) for mistake in found.mistakes] == [("stage_no", "三")]
