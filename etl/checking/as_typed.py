"""What people type without meaning it: blanks, wide letters, apostrophes; what Excel leaves; what must not come in."""

from __future__ import annotations

from etl.checking.cell_rules import words
from etl.types.table_schema import Column

# Blanks nobody sees: no-break, ideographic, zero-width, byte-order mark.
BLANK = r"[\s\x{00A0}\x{3000}\x{200B}-\x{200F}\x{2060}\x{FEFF}]"
UNSEEN = r"[\x{200B}-\x{200F}\x{2060}\x{FEFF}]"
TRIMMED = f"nullif(regexp_replace({{t}}, '^{BLANK}+|{BLANK}+$', '', 'g'), '')"
# What Excel shows where a formula failed.
ERRORS = words(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
_WIDE, _NARROW = "０１２３４５６７８９．，－＋／：％￥（）＃", "0123456789.,-+/:%¥()#"
WIDE_LETTERS = (
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ＿"
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
# UTF-8 once read as GB18030, which any of these words in it shows; the reverse; and what remains of either.
_TELLING = ("项目", "建设", "审批", "街道", "公司", "有限", "工程", "服务", "管理", "中心", "青岛", "单位")
# Letters with marks on them; the signs × and ÷, which stand among them, mean something.
_LATIN = r"[\x{00C0}-\x{00D6}\x{00D8}-\x{00F6}\x{00F8}-\x{00FF}]"
GARBLED = "|".join(
    (
        *(word.encode().decode("gb18030", "ignore") for word in _TELLING),
        rf"{_LATIN}[\x{{00A1}}-\x{{00FF}}]{_LATIN}|\x{{FFFD}}|锟斤拷|烫烫烫|屯屯屯",
    )
)
FAILED = ("excelError", f"list_position([{ERRORS}], {{c}}) > 0")
BROKEN = ("garbled", f"regexp_matches({{c}}, '{GARBLED}')")
# A leading apostrophe is how Excel is told that a number is text.
NARROW = f"translate(regexp_replace({{c}}, '^[''’](.)', '\\1'), '{_WIDE}', '{_NARROW}')"
CHANGED = "{c} <> " + NARROW


def bounds(column: Column, low: str, high: str, literal: str = "{}") -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Return the lowest and highest value as SQL, and the faults of what lies beyond."""
    minimum, maximum = column.constraints.get("minimum"), column.constraints.get("maximum")
    faults = []
    if minimum is not None:
        faults.append(("minimum", "{v} < " + literal.format(minimum)))
    if maximum is not None:
        faults.append(("maximum", "{v} > " + literal.format(maximum)))
    return (
        literal.format(low if minimum is None else minimum),
        literal.format(high if maximum is None else maximum),
        tuple(faults),
    )
