"""The address: every choice is a query parameter, read here into one Choice and written back into links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from pages.parts import parameters
from pages.parts.names import TYPES
from pages.parts.narrowing import Within, narrow, read_within
from pages.parts.words import LANGUAGES, _
from pages.parts.wrong_address import WrongAddress
from queries.catalogue import kpis
from queries.questions import Window
from queries.windows import COMPARISONS, EARLIEST, LATEST

FILTERS = ("category", "investment_type", "street", "level", "workgroup")
PARTS = ("counted", "remainder", "left_out", "all")
OF_A_KPI = ("kpi", "within", "by", "part", "reason", "sheet", "rebase")
OF_THE_DATA = ("draft", "month", "template", "against")
OF_A_PROJECT = ("project", "type")
# What a pivot shows and how, and the query of an analyst.
OF_EXPLORING = ("rows", "columns", "sort", "show", "q")
# Which approval menu, what it is scheduled for, and how a page of the bureau's work is looked at.
OF_THE_WORK = ("menu", "permit", "acceptance", "with", "target", "end", "view", "only", "order", "item")
# What these parameters may say.
WORDS = {
    "menu": ("government", "social"),
    "permit": ("whole", "phased"),
    "acceptance": ("whole", "segmented"),
}
SHOWN = ("multiples", "reported")
ONE_PAGE_ONLY = (*OF_A_KPI, *OF_THE_DATA, *OF_A_PROJECT, *OF_EXPLORING, *OF_THE_WORK)
KNOWN = ("from", "to", *FILTERS, *ONE_PAGE_ONLY, "lang", "version", "compare")
OF_EVERY_PAGE = frozenset(KNOWN) - frozenset(ONE_PAGE_ONLY)
# Links name their parameters in the order of KNOWN, so that the same page has the same address.
_PLACE = {name: place for place, name in enumerate(KNOWN)}


@dataclass(frozen=True)
class Choice:
    """What the address asks for. ``asked`` holds the parameters as given, so that links carry them on.

    ``where`` is what records must be, by the filters and by what a KPI is narrowed to (``within``).
    """

    window: Window
    where: tuple[tuple[str, tuple[str | None, ...]], ...] = ()
    within: Within = ()
    compare: str = "last_year"
    kpi: str | None = None
    by: str | None = None
    part: str = "counted"
    reason: str | None = None
    sheet: int = 1
    version: int | None = None
    # The version that the one shown is held against, on the data page.
    against: int | None = None
    draft: str | None = None
    month: date | None = None
    template: str | None = None
    # The months from which a trend's natural limits are worked out anew.
    rebase: tuple[str, ...] = ()
    rows: str | None = None
    columns: str | None = None
    sort: str | None = None
    show: str | None = None
    q: str | None = None
    project: str | None = None
    type: str | None = None
    target: date | None = None
    asked: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def one(self, name: str, usual: str) -> str:
        """Return which of the WORDS of ``name`` the address asks for, ``usual`` when it does not."""
        return (dict(self.asked).get(name) or (usual,))[-1]

    def several(self, name: str) -> tuple[str, ...]:
        """Return all that the address gives as ``name``, each once."""
        return tuple(dict.fromkeys(dict(self.asked).get(name, ())))

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The filters of every page: split → values."""
        return {name: tuple(dict.fromkeys(texts)) for name, texts in self.asked if name in FILTERS}


def read(params: Mapping[str, Iterable[str]], default: Window, values: Mapping[str, Iterable[str]]) -> Choice:
    """Read ``params`` (name → values given) into a Choice.

    ``default`` is the window when none is asked for, ``values`` the words known for each filter. Raises WrongAddress
    with a sentence for the first parameter that is not understood.
    """
    given = {name: tuple(texts) for name, texts in params.items() if any(texts)}
    _refuse_unknown(given)
    where, window = parameters.filters(given, FILTERS, values), parameters.window(given, default)
    within: Within = ()
    kpi = kpis().get(given.get("kpi", ("",))[-1])
    if kpi and "within" in given:
        within = read_within(given["within"], kpi)
        where, window = narrow(within, kpi, where, window)

    def last(name: str) -> str | None:
        return given.get(name, (None,))[-1]

    return Choice(
        window=window,
        where=tuple(where.items()),
        within=within,
        compare=parameters.one_of(given, "compare", COMPARISONS) or "last_year",
        kpi=last("kpi"),
        by=last("by"),
        part=parameters.one_of(given, "part", PARTS) or "counted",
        reason=last("reason"),
        sheet=parameters.whole_number(given, "sheet") or 1,
        version=parameters.whole_number(given, "version"),
        against=parameters.whole_number(given, "against"),
        draft=last("draft"),
        month=[None, *parameters.months(given, "month")][-1],
        template=parameters.one_of(given, "template", tuple(TYPES)),
        rebase=tuple(f"{month:%Y-%m}" for month in parameters.months(given, "rebase")),
        rows=last("rows"),
        columns=last("columns"),
        sort=last("sort"),
        show=parameters.one_of(given, "show", SHOWN),
        q=last("q"),
        project=last("project"),
        type=parameters.one_of(given, "type", tuple(TYPES)),
        target=parameters.day(given, "target"),
        asked=tuple((name, texts) for name, texts in given.items() if name != "lang" or texts[-1] in LANGUAGES),
    )


def _refuse_unknown(given: parameters.Given) -> None:
    if "page" in given:
        raise WrongAddress(_("没有“{name}”这一页，可能已改名或写错。", name=given["page"][-1][:40]), ("page",))
    for name in given:
        if name not in KNOWN and not name.startswith("embed"):
            raise WrongAddress(_("地址里的“{name}”不是本看板的参数。", name=name[:40]), (name,))
    for name, accepted in WORDS.items():
        parameters.one_of(given, name, accepted)


def link(choice: Choice, page: str, **changes: Any) -> str:
    """Return the relative address of ``page`` ('' is the overview), keeping every choice but for ``changes``.

    A change is a text, a date, a number, several texts for a filter, or None to drop the parameter (``from_`` stands
    for ``from``). What belongs to one page only (ONE_PAGE_ONLY) is kept only when given in ``changes``.
    """
    kept: dict[str, tuple[str, ...]] = {n: t for n, t in choice.asked if n in OF_EVERY_PAGE}
    for written, value in changes.items():
        name = written.rstrip("_")
        if value is None or value in ((), ""):
            kept.pop(name, None)
        else:
            kept[name] = tuple(map(str, value)) if isinstance(value, tuple | list) else (str(value),)
    query = "&".join([_pair(name, text) for name in sorted(kept, key=_PLACE.__getitem__) for text in kept[name]])
    return f"{page or './'}{'?' if query else ''}{query}"


@lru_cache(maxsize=20_000)
def _pair(name: str, text: str) -> str:
    """A page has hundreds of links that differ in one parameter: each is written once."""
    return urlencode([(name, text)])


def here(choice: Choice, page: str, **changes: Any) -> str:
    """Return the address of the same page with ``changes``, keeping also what belongs to this page only."""
    own = {n: t for n, t in choice.asked if n in ONE_PAGE_ONLY}
    return link(choice, page, **{**own, **changes})


def without(params: Mapping[str, Iterable[str]], dropped: tuple[str, ...], page: str) -> str:
    """Return the address of ``page`` with ``params`` as given, but for the ``dropped`` ones: the way back."""
    asked = tuple((n, tuple(t)) for n, t in params.items() if n in KNOWN and n not in dropped)
    return here(Choice(Window(EARLIEST, LATEST), asked=asked), page)
