"""A small bureau of its own: a project ledger, a list and visits, as the CSV files its clerks would upload."""

from __future__ import annotations

from pathlib import Path

from etl.publishing.load import load_files
from etl.recognising.source import Source

PROJECTS = "项目代码,项目名称,项目类别,投资类型,所属街道,项目状态,实际开工时间,联系人,联系电话"
LISTINGS = "项目代码,计划年度,项目级别,重点类型,是否续建"
VISITS = "服务编号,项目代码,走访日期,走访方式,走访专班"
LISTED, STARTED = 38, 27


def project_ledger(started: int = STARTED, name: str = "湾畔") -> str:
    """Return the ledger of 40 projects, the first ``started`` of which have started."""
    rows = [PROJECTS]
    for number in range(40):
        state = ("在建", f"2025-{1 + number % 6:02d}-12") if number < started else ("前期", "")
        where = ("城市更新", "社会投资", "北宅街道") if number % 2 else ("公共服务", "政府财力投资", "中韩街道")
        rows.append(",".join([f"P{number:02d}", f"{name}{number}号", *where, *state, "王五", f"1380000{number:04d}"]))
    return "\n".join(rows) + "\n"


def listing() -> str:
    """Return the list of 2025: 38 construction-class projects and two preparatory ones."""
    kinds = ["建设类"] * LISTED + ["准备类"] * 2
    return "\n".join([LISTINGS, *(f"P{n:02d},2025,市级,{kind},否" for n, kind in enumerate(kinds))]) + "\n"


def visits(month: int, count: int = 4, mode: str = "现场") -> str:
    """Return the visits of one month of 2025."""
    rows = [
        f"ZF{month:02d}{n:03d},P{n % 40:02d},2025-{month:02d}-{1 + n % 28:02d},{mode},施工许可" for n in range(count)
    ]
    return "\n".join([VISITS, *rows]) + "\n"


def load(folder: Path, files: dict[str, str], **options: object) -> None:
    """Load files (name → text) into the warehouse at ``folder`` as a clerk's upload would."""
    place = folder.with_name(folder.name + "-files")
    place.mkdir(exist_ok=True)
    sources = []
    for number, (name, text) in enumerate(files.items()):
        path = place / str(number)
        path.write_text(text, encoding="utf-8-sig")
        sources.append(Source(name, path))
    result = load_files(folder, sources, **options)  # type: ignore[arg-type]
    assert not result.is_refused


def build(folder: Path, is_sample: bool = False) -> None:
    """Build the bureau's warehouse at ``folder``: complete to June 2025, 27 of 38 listed projects started."""
    files = {"重点项目台账2025-06.csv": project_ledger(), "重点项目名单2025-06.csv": listing()}
    files |= {f"走访服务记录2025-{month:02d}.csv": visits(month) for month in range(1, 7)}
    load(folder, files, is_sample=is_sample)
