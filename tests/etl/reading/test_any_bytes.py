"""Any table in any dialect and encoding comes back cell by cell or is refused; any bytes end in a verdict."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.checking.check_alone import check_files
from etl.recognising.source import Source
from tests.etl.reading.damage import Table, damages, written

# Files written into one check; many at once, because each check starts a database.
AT_ONCE = 50
# How many rounds: few in the suite, and as many as are asked for by ``make fuzz``.
FEW = 2
ROUNDS = int(os.environ.get("FUZZ_ROUNDS", FEW))
NAMES = ["code", "day", "count", "words"]
TYPES = ["string", "date", "integer", "string"]
SIGNS = "abc 项目青岛；，,;|\t\"'\\^~:x\n1０-."
BUREAU = "服务编号,项目代码,走访日期,走访方式,走访专班,服务事项"
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d 00:00:00")

texts = st.text(SIGNS, min_size=1, max_size=8).filter(lambda text: text.strip())
rows = st.tuples(texts, st.dates(date(2000, 1, 1), date(2035, 12, 31)).map(str), st.integers(0, 99).map(str), texts)
tables = st.lists(rows.map(list), min_size=1, max_size=6)
dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from([",", "\t", ";", "|", " ", ":", "^", "~", ", ", "||"]),
        "quote": st.sampled_from(['"', "'"]),
        "escape": st.sampled_from([None, "\\"]),
        "end": st.sampled_from(["\n", "\r\n", "\r"]),
        "always": st.booleans(),
        "encoding": st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    }
)


def checked(contents: list[bytes], schema: dict[str, object] | str, name: str = "t.csv") -> list[Table | None]:
    """Check files in one go; return each one's table as read, None where it was refused or its encoding doubted."""
    with tempfile.TemporaryDirectory() as folder:
        place, type = Path(folder), schema
        if not isinstance(schema, str):
            (place / "schema.json").write_text(json.dumps(schema))
            type = str(place / "schema.json")
        sources = []
        for number, content in enumerate(contents):
            (place / f"{number}.csv").write_bytes(content)
            sources.append(Source(name, place / f"{number}.csv"))
        with check_files(sources, type=str(type)) as staged:
            read: dict[int, Table] = {}
            for stack in staged.stacks:
                cells = ", ".join(f"coalesce(CAST(v{i} AS VARCHAR), '')" for i in range(len(stack.rules)))
                query = f"SELECT file_no, {cells} FROM {stack.records()} ORDER BY file_no, row_no"
                for file_no, *row in staged.connection.execute(query).fetchall():
                    read.setdefault(file_no, []).append(row)
            told = {file.file_no for file in staged.files if any(fault.rule == "encoding" for fault in file.faults)}
            return [
                read.get(file.file_no, []) if file.ok and file.file_no not in told else None for file in staged.files
            ]


SCHEMA = {"fields": [{"name": name, "type": type} for name, type in zip(NAMES, TYPES, strict=True)]}
usual = settings(
    max_examples=40 * ROUNDS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=ROUNDS == FEW
)


@usual
@given(tables, dialects)
def test_a_table_in_any_dialect_comes_back_or_is_refused(table: Table, dialect: dict[str, object]) -> None:
    if dialect["quote"] == "'":
        # Where nothing shows that apostrophes quote, a cell between double marks is taken to be quoted by those.
        table = [[cell.replace('"', "") or "x" for cell in row] for row in table]
    (read,) = checked([written([NAMES, *table], **dialect)], SCHEMA)  # type: ignore[arg-type]
    assert read is None or read == table


def test_most_tables_do_come_back() -> None:
    """Refusing everything would keep the promise above."""
    dice = random.Random(5)
    plain = [
        [[f"V{n}", "2025-03-05", str(n), dice.choice(["一,二", 'a "b" c', "x y", "甲\n乙"])]] for n in range(AT_ONCE)
    ]
    contents = [
        written(
            [NAMES, *table], dice.choice([",", ";", "\t", "|", ", "]), dice.choice("\"'"), dice.choice([None, "\\"])
        )
        for table in plain
    ]
    assert sum(read == table for table, read in zip(plain, checked(contents, SCHEMA), strict=True)) > 0.9 * AT_ONCE


@pytest.mark.parametrize("round", range(ROUNDS))
def test_a_day_in_any_style_comes_back(round: int) -> None:
    dice = random.Random(round)
    contents, days = [], []
    for _ in range(AT_ONCE):
        day = date.fromordinal(dice.randint(date(2016, 1, 1).toordinal(), date(2030, 12, 31).toordinal()))
        cells = ["V1", "P1", day.strftime(dice.choice(DAYS)), "现场", "施工许可", "开工手续"]
        mark = dice.choice([",", "\t", ";", "|"])
        text = "\n".join(mark.join(line) for line in (BUREAU.split(","), cells)) + "\n"
        contents.append(text.encode(dice.choice(["utf-8", "gb18030", "utf-16"])))
        days.append(str(day))
    assert [read and read[0][2] for read in checked(contents, "visit")] == days


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Return the bytes cut, doubled, changed or mixed at random places."""
    for _ in range(dice.randint(1, 4)):
        place, end = sorted(dice.randrange(len(content) + 1) for _ in range(2))
        kind = dice.randrange(5)
        if kind == 0:
            content = content[:place]
        elif kind == 1:
            content = content[:place] + content[end:]
        elif kind == 2:
            content = content[:end] + content[place:]
        elif kind == 3:
            content = (
                content[:place]
                + dice.choice([b'"', b"'", b",", b"\n", b"\r", b"\0", b"\\", b"\xff", b"\t"])
                + content[place:]
            )
        else:
            content = content[:place] + dice.randbytes(dice.randint(1, 6)) + content[place:]
    return content


@pytest.mark.parametrize("round", range(ROUNDS))
def test_any_bytes_end_in_a_verdict(round: int) -> None:
    """Random bytes, and truncations and mutations of real files; a trace, or a hang, would fail the test."""
    dice = random.Random(round)
    real = [damage.content for damage in damages() if damage.content]
    real.append((BUREAU + "\nV1,P1,2025-06-03,现场,施工许可,开工\n").encode("gb18030"))
    contents = [mutated(dice.choice(real), dice) for _ in range(4 * AT_ONCE)]
    contents += [dice.randbytes(dice.randint(1, 400)) for _ in range(AT_ONCE)]
    schema = {"fields": [{"name": name, "type": "string"} for name in ("day", "time", "count", "code")]}
    assert len(checked(contents, schema)) == len(contents)
    assert len(checked(contents, "visit")) == len(contents)


def test_the_command_line_ends_in_words_whatever_it_is_given(tmp_path: Path) -> None:
    dice = random.Random(7)
    real = [damage.content for damage in damages() if damage.content]
    for number in range(AT_ONCE):
        (tmp_path / f"{number}.csv").write_bytes(mutated(dice.choice(real), dice))
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA))
    command = [sys.executable, "-m", "etl", "check", str(tmp_path), "--type", str(tmp_path / "schema.json")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stdout + ended.stderr
