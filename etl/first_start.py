"""The first start: the invented sample data that ships with the product becomes the first version, in a few seconds."""

from __future__ import annotations

from pathlib import Path

from etl.language import said
from etl.publishing.load import LoadResult, Progress, load_files
from etl.recognising.source import Source
from etl.refusal import Refusal
from queries.warehouse import current_version

SAMPLE_FOLDER = Path(__file__).parent.parent / "data" / "sample"


def load_sample(folder: Path, sample: Path | None = None, progress: Progress | None = None) -> LoadResult | None:
    """Load every file under ``sample`` (default data/sample) as sample batches, in one version.

    Returns None when the warehouse already has a version. Raises Refusal when a file is refused.
    """
    if current_version(folder) is not None:
        return None
    root = sample or SAMPLE_FOLDER
    sources = [Source(path.relative_to(root).as_posix(), path) for path in sorted(root.glob("*/*.csv"))]
    if not sources:
        raise Refusal(said("示例数据不在 {folder}。用 python -m etl sample {folder} 生成。", folder=root))
    result = load_files(folder, sources, note="示例数据", is_sample=True, ask_kpis=False, progress=progress)
    if result.is_refused and current_version(folder) is not None:
        # Another visitor was first while this one stood in line.
        return None
    if result.is_refused:
        first = next(file.check for file in result.files if not file.check.ok)
        words = "示例数据没有通过核对：{file}：{fault}"
        raise Refusal(said(words, file=first.file, fault=first.faults[0].message))
    return result
