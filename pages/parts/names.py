"""How record types, splits and columns are called: the bureau's own words, with English for display."""

from __future__ import annotations

from pages.parts.words import _, catalogue, language
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
