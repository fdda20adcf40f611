"""How record types, splits and columns are called: the bureau's own words, with English for display."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pages.parts.words import _, catalogue, language, listed
from queries.catalogue import Kpi
from queries.column_names import COLUMNS

# Written out, not read from the schemas: only the upload and data pages know etl.
TYPES = {
    "project": "重点项目台账",
    "listing": "重点项目名单",
    "visit": "走访服务记录",
    "meeting": "调度会议记录",
    "consultation": "咨询登记",
    "blocker": "堵点台账",
    "approval": "审批办件",
    "acceptance": "联合验收台账",
    "district_month": "区市联合验收通报",
    "milestone": "倒排工期节点",
}


def type_name(name: str) -> str:
    """Return what people call the record type ``name``; a type not known here keeps its own name."""
    return _(TYPES[name]) if name in TYPES else name


def column_name(name: str) -> str:
    """Return what people call the split or column ``name``; one not known here keeps its own name."""
    return _(COLUMNS[name]) if name in COLUMNS else name


def group_name(label: object) -> str:
    """Return how a group's label is shown: an empty one as not filled in; on an English page in English."""
    if label is None or label == "":
        return _("未填")
    said = str(label)
    if said in ("是", "True", "true"):
        return _("是")
    if said in ("否", "False", "false"):
        return _("否")
    return catalogue(language(), "records").get(said, said)


def filter_name(split: str, values: Iterable[object]) -> str:
    """Say what a split is held to: 街道：中韩街道、北宅街道."""
    return _("{name}：{value}", name=column_name(split), value=listed([group_name(value) for value in values]))


def filter_names(where: Iterable[tuple[str, Iterable[object]]]) -> list[str]:
    """Say every filter that holds, one by one."""
    return [filter_name(split, values) for split, values in where]


def reason_name(kpi: Kpi, reason: str) -> str:
    """Return why records are not counted, in the language of the page."""
    return reason if language() == "zh" else kpi.left_out.get(reason, reason)


def not_reached(kpi: Kpi, filters: Mapping[str, object]) -> str:
    """Say that the records of ``kpi`` do not say what the page is filtered by; empty when they do."""
    beyond = listed([column_name(split) for split in kpi.lacking(filters)])
    if not beyond:
        return ""
    return _("“{kpi}”的记录不分{splits}，不能这样筛选。", kpi=kpi.title.in_(language()), splits=beyond)
