"""The questions one may ask of a KPI; each is answered in the file of its subject, and all are asked from here."""

from queries.asked_rows import NoSuchSplit, Where
from queries.change import Change, change
from queries.headline import Group, Headline, groups, headline
from queries.records import record_count, records
from queries.split_values import split_values
from queries.trend import Point, trend
from queries.windows import Window, complete_to, default_window, earlier

__all__ = [
    "Change",
    "Group",
    "Headline",
    "NoSuchSplit",
    "Point",
    "Where",
    "Window",
    "change",
    "complete_to",
    "default_window",
    "earlier",
    "groups",
    "headline",
    "record_count",
    "records",
    "split_values",
    "trend",
]
