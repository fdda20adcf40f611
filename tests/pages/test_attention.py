"""What needs attention stands first, each with why in plain words; the paragraph for a brief is made from templates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from pages.parts import sentences, words
from pages.parts.address import Choice
from pages.parts.overview import attention, opening
from pages.parts.overview.card_data import CardData, SparkMonth
from pages.parts.place import Here
from queries.catalogue import kpis
from queries.headline import Number
from queries.reference_rows import Mistake
from queries.status_rules import rule_book
from queries.warehouse import open_warehouse
from queries.windows import Window, default_window
from tests.pages.conftest import Opener, said, shown

EVERY = kpis()
CHOICE = Choice(Window(date(2025, 1, 1), date(2025, 6, 30)))


def card(kpi: str, now: Number, **more: object) -> CardData:
    plain = CardData(kpi, now, None, [], None, None, date(2025, 6, 30))
    return replace(plain, **more)  # type: ignore[arg-type]


LATE = card("start_rate", Number(27, 38, 27 / 38), target=0.75, plan=29)
CLOSE = card("planned_start_rate", Number(27, 29, 27 / 29), target=0.95)
FINE = card("satisfaction_rate", Number(98, 100, 0.98), target=0.95)


def plain(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def test_what_needs_someone_comes_before_what_is_to_be_watched_and_says_why() -> None:
    html = attention.section(CHOICE, EVERY, [CLOSE, FINE, LATE])
    assert re.findall(r'data-kpi="(\w+)"', html) == ["start_rate", "planned_start_rate"]
    said_there = plain(html)
    assert "▲需过问 开工率 27/38 71.1%比目标低 3.9 个百分点、比计划少 2 个" in said_there
    assert "■留意 计划节点开工率 27/29 93.1%比目标低 1.9 个百分点" in said_there
    assert "差 2 个百分点及以上为“需过问”" in unescape(html)


def test_when_nothing_needs_attention_one_quiet_sentence_says_so() -> None:
    assert plain(attention.section(CHOICE, EVERY, [FINE])) == "按现在的规则，没有需要过问或留意的指标。"
    assert attention.sentence(EVERY, [FINE]) == "各项指标没有需要过问的。"


def test_of_numbers_that_cannot_be_judged_nothing_is_said() -> None:
    empty = [replace(LATE, complete_to=None), card("start_rate", Number(0, 0, None), target=0.75)]
    assert plain(attention.section(CHOICE, EVERY, empty)) == ""
    assert attention.sentence(EVERY, empty) == ""


def test_no_more_than_four_stand_there_and_the_others_are_named() -> None:
    shares = [name for name, kpi in EVERY.items() if kpi.shown_as == "share"][:6]
    html = attention.section(CHOICE, EVERY, [card(name, Number(1, 2, 0.5), target=0.9) for name in shares])
    assert html.count("<li>") == 4
    assert "另有 2 项也要留意：" + "、".join(EVERY[name].title.zh for name in shares[4:]) in plain(html)


def test_the_last_month_is_split_into_numerator_and_denominator() -> None:
    months = [SparkMonth("2025-05", 26 / 38, True, 26, 38), SparkMonth("2025-06", 27 / 40, True, 27, 40)]
    moved, because = attention.since_last_month(
        EVERY["start_rate"], card("start_rate", Number(27, 40, 0.675), months=months)
    )
    assert moved == "较上月 ▼ 0.9 个百分点：分子 +1，分母 +2"
    # By hand: 1 × (1/38 + 1/40) / 2 = 2.57 points; the change is −0.92, so the list took 3.49.
    assert because == "其中分子变化 +2.6 个百分点，分母变化 −3.5 个百分点"


def test_an_unfinished_month_is_not_compared() -> None:
    months = [SparkMonth("2025-05", 0.5, True, 1, 2), SparkMonth("2025-06", 1.0, False, 2, 2)]
    assert attention.since_last_month(EVERY["start_rate"], replace(LATE, months=months)) == ("", "")


def test_a_status_is_told_to_who_cannot_see_it(sample_warehouse: Path, open_page: Opener) -> None:
    html = shown(open_page("overview"))
    labels = re.findall(r'class="card"[^>]*aria-label="([^"]*)"', html)
    marked = re.findall(r'class="card" .*?</a>', html)
    assert len(labels) == len(marked) == len(EVERY)
    for label, inside in zip(labels, marked, strict=True):
        word = re.search(r'class="status \w+".*?</i>(.*?)</span>', inside)
        assert word is None or word[1] in label
    assert any("目标" in label for label in labels)


def test_a_rule_that_is_not_understood_is_told_on_the_page(
    warehouse: Path, open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "status.csv").write_text("kpi,rule,preset,watch,act\n*,gap_to_moon,,1,2\n", encoding="utf-8")
    monkeypatch.setattr(attention, "rule_book", lambda: rule_book(tmp_path))
    assert "data/reference/status.csv 第 2 行“rule”列的“gap_to_moon”看不懂" in said(open_page("overview"))


def test_every_number_of_the_paragraph_is_a_link_in_both_languages(sample_warehouse: Path, open_page: Opener) -> None:
    for language in ("zh", "en"):
        paragraph = re.search(r'<p class="opening">(.*?)<button', shown(open_page("overview", lang=language)), re.S)
        assert paragraph
        unlinked = re.sub(r"<a .*?</a>", "", paragraph[1])
        window = r"2025年1–6月|Jan–Jun 2025|\d{4}年\d+(–\d+)?月|\w{3}(–\w{3})? \d{4}"
        assert not re.search(r"\d", re.sub(window, "", unlinked)), unlinked


def test_what_is_copied_holds_the_paragraph_what_needs_attention_and_where_it_is_from(
    sample_warehouse: Path, open_page: Opener
) -> None:
    html = shown(open_page("overview"))
    copied = re.search(r'data-copies="([^"]*)"', html)
    paragraph = re.search(r'<p class="opening">(.*?) <button', html, re.S)
    assert copied
    assert paragraph
    assert unescape(copied[1]).startswith(plain(paragraph[1]))
    assert re.search(
        r"(需要关注：.*|各项指标没有需要过问的)。（数据截至\d{4}年\d+月\d+日，第\d+版）$", unescape(copied[1])
    )


@pytest.mark.parametrize(
    ("now", "complete", "condition"),
    [
        (Number(1, 2, 0.5), True, {"any", "behind"}),
        (Number(2, 2, 1.0), True, {"any", "full"}),
        (Number(0, 0, None), True, {"empty"}),
        (Number(5, None, 5), True, {"any"}),
        (Number(0, 0, None), False, {"no_data"}),
        (Number(0, None, 0), False, {"no_data"}),
    ],
)
def test_a_sentence_is_said_only_when_its_number_is_so(now: Number, complete: bool, condition: set[str]) -> None:
    one = card("start_rate", now, complete_to=date(2025, 6, 30) if complete else None)
    assert {name for name in sentences.CONDITIONS if opening.holds(name, one)} == condition


def test_a_sentence_about_a_missing_number_says_that_it_is_missing(sample_warehouse: Path) -> None:
    words.speak("zh")
    warehouse = open_warehouse()
    at = Here("", Choice(default_window(warehouse)), warehouse)
    nothing = card("start_rate", Number(0, 0, None))
    assert "没有符合条件的省、市重点建设类项目" in plain(opening.paragraph(at, EVERY, [nothing]))
    assert "重点项目还没有数据" in plain(opening.paragraph(at, EVERY, [replace(nothing, complete_to=None)]))
    assert plain(opening.paragraph(at, EVERY, [])) == ""


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("1,start_rate,sometimes,{value},{value}", "holds_when", "sometimes"),
        ("first,start_rate,any,{value},{value}", "position", "first"),
        ("1,start_rate,any,{mood},{value}", "words_zh", "{mood}"),
        ("1,start_rate,any,{value},{other.mood}", "words_en", "{mood}"),
        ("1,start_rate,any,{value},", "words_en", ""),
        ("1,no_such_kpi,any,{value},{value}", "kpi", "no_such_kpi"),
    ],
)
def test_a_template_that_is_not_understood_is_named(line: str, column: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "sentence.csv").write_text(f"position,kpi,holds_when,words_zh,words_en\n{line}\n", encoding="utf-8")
    assert sentences.sentences(tmp_path).mistakes(EVERY) == (Mistake("sentence.csv", 2, column, value),)


def test_the_templates_that_ship_are_understood() -> None:
    assert sentences.sentences().mistakes(EVERY) == ()
