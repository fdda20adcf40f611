"""The questions one may ask of a KPI; each is answered in the file of its subject, and all are asked from here."""

from queries.asked_rows import NoSuchSplit, Where
from queries.change import Change, change
from queries.groups import Group, groups
from queries.headline import Headline, Number, headline
from queries.over_windows import over_windows
from queries.pivot import Pivot, pivot
from queries.records import first_projects, record_count, records
from queries.split_values import split_values, values_of_splits
from queries.trend import Point, trend
from queries.windows import Window, complete_to, default_window, earlier

__all__ = [
    "Change",
    "Group",
    "Headline",
    "NoSuchSplit",
    "Number",
    "Pivot",
    "Point",
    "Where",
    "Window",
    "change",
    "complete_to",
    "default_window",
    "earlier",
    "first_projects",
    "groups",
    "headline",
    "over_windows",
    "pivot",
    "record_count",
    "records",
    "split_values",
    "trend",
    "values_of_splits",
]
