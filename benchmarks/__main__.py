"""All benchmarks: `python -m benchmarks`, or one of them: `python -m benchmarks a`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from benchmarks import intake, machine, numbers, report, screen

BENCHMARKS = {"a": intake.run, "b": numbers.run, "c": screen.run}
RESULTS = Path(__file__).with_name("RESULTS.md")


def main(asked: list[str]) -> int:
    """Run the benchmarks asked for (all without a word) and print their tables; all together are also written down."""
    unknown = [name for name in asked if name not in BENCHMARKS]
    if unknown:
        print(f"usage: python -m benchmarks [{'|'.join(BENCHMARKS)}]…", file=sys.stderr)
        return 2
    sections = []
    for name in asked or BENCHMARKS:
        print(f"benchmark {name} …", file=sys.stderr, flush=True)
        sections.append(BENCHMARKS[name]())
    text = report.whole(sections, machine.described(), date.today())
    print(text)
    if not asked:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
