"""What cannot be asked of a load: no files, files that are not there, other people's schemas, a reason that is none."""

from __future__ import annotations

from collections.abc import Sequence

from etl.checking.wording import titles
from etl.language import said
from etl.publishing.let_through import SHORTEST, is_reason
from etl.recognising.source import Source
from etl.refusal import WrongUsage
from etl.types.table_schema import find_schema


def refuse_wrong_usage(sources: Sequence[Source], type: str | None, reason: str) -> None:
    """Raise WrongUsage with the sentence when the files cannot be loaded as asked, whatever is in them."""
    if not sources:
        raise WrongUsage(said("没有给出要导入的文件。"))
    for source in sources:
        if not source.path.is_file():
            raise WrongUsage(said("找不到文件“{file}”，请检查路径。", file=source.name))
    for name in {type, *(source.type for source in sources)} - {None}:
        if find_schema(str(name)).is_standard:
            words = "能导入的只有：{types}。别的表结构（{name}）只能核对：python -m etl check。"
            raise WrongUsage(said(words, types=titles(), name=name))
    if reason and not is_reason(reason):
        words = "放行的理由太短：“{reason}”。至少写 {n} 个字，让以后看记录的人明白。"
        raise WrongUsage(said(words, reason=reason, n=SHORTEST))
