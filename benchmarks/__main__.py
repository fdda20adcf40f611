"""All benchmarks: `python -m benchmarks`, or one of them: `python -m benchmarks a`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from benchmarks import (
    big,
    correctness,
    faults,
    intake,
    large_screen,
    load_test,
    machine,
    numbers,
    other_pages,
    report,
    screen,
    wall,
)

BENCHMARKS = {"a": intake.run, "b": numbers.run, "c": screen.run}
# Taking minutes and gigabytes of the disk, these are measured only when asked for, and written down by themselves.
LONG = {
    "big": big.run,
    "load": load_test.run,
    "large-screen": large_screen.run,
    "pages": other_pages.run,
    "wall": wall.run,
}
# Of what is right, not of what is fast: measured when asked for, too.
RIGHT = {"correctness": correctness.run, "faults": faults.run}
RESULTS = Path(__file__).with_name("RESULTS.md")


def main(asked: list[str]) -> int:
    """Run the benchmarks asked for (without a word a, b and c), print their tables and write them down."""
    known = BENCHMARKS | LONG | RIGHT
    if [name for name in asked if name not in known]:
        print(f"usage: python -m benchmarks [{'|'.join(known)}]…", file=sys.stderr)
        return 2
    sections = []
    for name in asked or BENCHMARKS:
        print(f"benchmark {name} …", file=sys.stderr, flush=True)
        sections.append(known[name]())
    text = report.whole(sections, machine.described(), date.today())
    print(text)
    written = RESULTS.read_text(encoding="utf-8")
    if not asked:
        RESULTS.write_text(report.keeping(text, written, [*LONG, *RIGHT]), encoding="utf-8")
    for name, section in zip(asked, sections, strict=False):
        written = report.keeping(written, section.markdown() + "\n", [name])
        RESULTS.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
