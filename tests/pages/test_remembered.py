"""What was asked before is not worked out again: who asks the same gets the same answer, and only then."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.parts.remembered import forget, remembered


def test_the_same_question_has_the_same_answer_whatever_does_not_tell_it_apart() -> None:
    asked: list[tuple[object, str]] = []

    @remembered(10)
    def answer(_through: object, question: str) -> list[str]:
        asked.append((_through, question))
        return [question]

    first = answer(object(), "how many")
    assert answer(object(), "how many") is first
    assert answer(object(), "how long") == ["how long"]
    assert [question for _, question in asked] == ["how many", "how long"]
    forget()
    assert answer(object(), "how many") is not first


def test_only_the_last_answers_are_kept() -> None:
    asked: list[int] = []

    @remembered(2)
    def answer(number: int) -> int:
        asked.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        assert answer(number) == number
    assert asked == [1, 2, 3, 2]


def test_an_error_is_told_to_everybody_who_asks_and_not_remembered() -> None:
    outcomes = iter([ValueError("not now"), None])

    @remembered(2)
    def answer(number: int) -> int:
        if failure := next(outcomes):
            raise failure
        return number

    with pytest.raises(ValueError, match="not now"):
        answer(1)
    assert answer(1) == 1


def test_who_asks_what_is_being_worked_out_waits_for_it() -> None:
    asked: list[int] = []
    begun = threading.Event()

    @remembered(2)
    def answer(number: int) -> list[int]:
        asked.append(number)
        begun.set()
        time.sleep(0.05)
        return [number]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(answer, [1] * 8))
    assert begun.is_set()
    assert asked == [1]
    assert all(one is found[0] for one in found)
