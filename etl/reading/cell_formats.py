"""How a cell's number format changes what a person sees: percent, leading zeros, a month without its day."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

# The formats behind Excel's numbers 27 to 58 in Chinese, which a file does not spell out. Source: ECMA-376, 18.8.30.
CHINESE = (
    dict.fromkeys((27, 36, 50, 52, 57), "month")
    | dict.fromkeys((28, 29, 51, 53, 54, 58), "no_year")
    | dict.fromkeys((30, 31), "day")
    | dict.fromkeys((32, 33, 34, 35, 55, 56), "time")
)
# Excel's own numbers for percent, d-mmm and mmm-yy.
BUILT_IN = {9: "percent", 10: "percent", 16: "no_year", 17: "month"} | CHINESE
# Excel keeps 15 digits: a longer whole number has lost its end.
EXACT = 10**15
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.|(?i:am/pm|a/p|上午/下午)")
_LITERAL = re.compile(r'"[^"]*"|\\.')
_CODE = re.compile(r'((?:"[A-Za-z0-9-]+"|\\[A-Za-z0-9-]|-)*)(0+)')
_DAY_ZERO = datetime.date(1899, 12, 30)
_DAY_ZERO_1904 = datetime.date(1904, 1, 1)
_DAYS = range(-693_000, 2_958_466)


def kind_of(format: str) -> str | None:
    """Return how cells of a number format are shown, where the value alone does not tell it; else None.

    percent · month (no day) · no_year · year · day (a weekday) · ``code:prefix:digits`` (leading zeros).
    """
    first = _ASIDE.sub("", format.partition(";")[0])
    code = _CODE.fullmatch(first)
    if code and (code[1] or len(code[2]) > 1):
        return f"code:{re.sub(chr(34) + '|' + chr(92) * 2, '', code[1])}:{len(code[2])}"
    bare = _LITERAL.sub("", first).lower()
    if "%" in bare:
        return "percent"
    has = {part: part in bare for part in "ymdhs"}
    if has["y"]:
        return None if has["d"] else "month" if has["m"] else "year"
    if "aaa" in bare:
        return "day"
    return "no_year" if has["m"] and has["d"] and not has["h"] else None


def shown(value: object, kind: str, is_1904: bool) -> str | None:
    """Return ``value`` as a cell of this kind shows it; None when the format does not concern it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if kind == "percent":
            return plain(Decimal(f"{value:.15g}") * 100) + "%"
        if kind.startswith("code:"):
            return _code(value, *kind.split(":")[1:])
        value = _moment(value, is_1904)
    return _day(value, kind) if isinstance(value, datetime.date) and not kind.startswith(("code:", "percent")) else None


def _code(value: float, prefix: str, digits: str) -> str | None:
    is_whole = value == int(value) and 0 <= value < EXACT
    return f"{prefix}{int(value):0{digits}d}" if is_whole else None


def _day(day: datetime.date, kind: str) -> str:
    if kind == "month":
        return f"{day.year}年{day.month}月"
    if kind == "year":
        return str(day.year)
    return as_text(day.time()) if kind == "time" and isinstance(day, datetime.datetime) else as_text(day)


def _moment(serial: float, is_1904: bool) -> datetime.datetime | None:
    if int(serial) not in _DAYS:
        return None
    zero = datetime.datetime.combine(_DAY_ZERO_1904 if is_1904 else _DAY_ZERO, datetime.time())
    return zero + datetime.timedelta(seconds=round(serial * 86_400))


def as_text(value: object) -> str:
    """Return a cell's value as the text a person would see; a number too long for Excel looks as Excel shows it."""
    if type(value) is float:
        return _number(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return _number(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value)


def _number(value: float) -> str:
    if -EXACT < value < EXACT:
        return str(int(value)) if value == int(value) else plain(Decimal(f"{value:.15g}"))
    return f"{value:.2E}"


def plain(number: Decimal) -> str:
    """Return a decimal number without an exponent and without idle zeros at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
