"""What the load test clicks: every kind of click as often as said, and each an address that a page understands."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice
from urllib.parse import parse_qs

from benchmarks.clicks import MIX, clicks
from benchmarks.load_test import Crowd, section
from benchmarks.visitor import Answer, Visit
from pages.parts import address
from pages.parts.words import speak
from queries.catalogue import kpis
from queries.windows import Window

VALUES = {"category": ["城市更新", "公共服务"], "street": ["北宅街道"], "workgroup": ["施工许可"]}
YEAR = Window(date(2025, 1, 1), date(2025, 6, 30))


def clicked(seed: int, many: int) -> list[Visit]:
    return list(islice(clicks(seed, list(kpis().values()), VALUES), many))


def test_the_clicks_are_mixed_as_said_and_the_same_for_the_same_person() -> None:
    found = clicked(1, 4_001)
    assert found == clicked(1, 4_001)
    assert found != clicked(2, 4_001)
    counted = Counter(visit.kind for visit in found[1:])
    for kind, share in MIX.items():
        assert abs(counted[kind] / 40 - share) < 3, kind


def test_every_click_is_an_address_that_a_page_understands() -> None:
    speak("zh")
    for visit in clicked(3, 1_000):
        params = {name: tuple(values) for name, values in parse_qs(visit.query).items()}
        choice = address.read(params, YEAR, VALUES)
        if visit.page == "kpi":
            assert not kpis()[choice.kpi or ""].lacking(choice.filters)


def test_a_late_answer_and_a_wrong_one_are_both_no_success() -> None:
    right = [Answer("a", 100.0, 1, is_right=True)] * 94
    bare = Crowd([Answer("bare", 50.0, 1, is_right=True)] * 100, 1.0, 0.0)
    late = [*right, *[Answer("a", 1_001.0, 1, is_right=True)] * 6]
    wrong = [*right, *[Answer("a", 100.0, 1, is_right=False)] * 6]
    for answers in (late, wrong):
        assert section(Crowd(answers, 1.0, 0.0), bare, 100, 60).lines[0].reached is False
    fine = [*right, Answer("a", 100.0, 1, is_right=True), *late[-5:]]
    assert section(Crowd(fine, 1.0, 0.0), bare, 100, 60).lines[0].reached is True
