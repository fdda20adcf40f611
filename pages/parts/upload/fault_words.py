"""How faults are said on the page: each kind by a short name, and the sentence of the check."""

from __future__ import annotations

from etl.faults import NOTICE, Fault
from pages.parts.words import _

# What a check looks at, in the order in which a person thinks of it, with the rules that belong to it.
ASPECTS = {
    "header": (
        *("unknown_header", "otherUnit", "missing_column", "duplicate_header", "no_header", "unknown_type"),
        *("tooManyCells", "tooFewCells", "headerAgain", "brokenQuotes", "twoReadings"),
    ),
    "filled": ("required",),
    "form": (
        "type",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "excelError",
        "scientific",
        "twoCodes",
        "garbled",
        "control",
    ),
    "words": ("enum", "item", "foreignKey"),
    "keys": ("primaryKey", "emptyKey", "unique"),
    "personal": ("identityNumber",),
}


def aspect_names() -> dict[str, str]:
    """Return what each aspect is called once nothing is wrong with it."""
    return {
        "header": _("表头和列"),
        "filled": _("必填项"),
        "form": _("日期、数字和编号的写法"),
        "words": _("用词和项目代码"),
        "keys": _("编号不重复"),
        "across": _("前后日期和数字相符"),
        "personal": _("没有身份证号"),
    }


def aspect(rule: str) -> str:
    """Return the aspect a rule belongs to; rules across columns have names of their own."""
    return next((name for name, rules in ASPECTS.items() if rule in rules), "across")


def kind(fault: Fault) -> str:
    """Return in a few words what kind of fault it is."""
    known = {**_kinds_of_files(), **_kinds_of_cells(), **_kinds_of_notices(), **_kinds_of_doubts()}
    if fault.rule in known:
        return known[fault.rule]
    return _("写法提示") if fault.severity == NOTICE else _("前后两格不符")


def _kinds_of_files() -> dict[str, str]:
    return {
        "empty_file": _("文件是空的"),
        "not_a_table": _("不是表格"),
        "password": _("有打开密码"),
        "brokenWorkbook": _("工作簿打不开"),
        "encoding": _("有读不出的字"),
        "no_permission": _("没有权限读取"),
        "no_header": _("找不到表头"),
        "unknown_type": _("认不出类型"),
        "unknown_header": _("不认得的列"),
        "otherUnit": _("单位不同"),
        "missing_column": _("缺少必填列"),
        "duplicate_header": _("两列是同一列"),
        "brokenQuotes": _("引号不成对"),
        "twoReadings": _("有两种读法"),
        "longLine": _("没有换行"),
        "tooLarge": _("文件太大"),
        "tooManyRows": _("行数太多"),
        "tooManyColumns": _("列数太多"),
        "tooManyCellsInAll": _("单元格太多"),
        "already_loaded": _("已经入库过"),
        "given_twice": _("给了两遍"),
    }


def _kinds_of_cells() -> dict[str, str]:
    return {
        "required": _("必填项空着"),
        "type": _("写法不对"),
        "pattern": _("编号写法不对"),
        "minLength": _("太短"),
        "maxLength": _("太长"),
        "minimum": _("太小或太早"),
        "maximum": _("太大或太晚"),
        "excelError": _("公式出错"),
        "scientific": _("编号变成科学计数"),
        "twoCodes": _("一格里有几个编号"),
        "garbled": _("乱码"),
        "control": _("有看不见的字符"),
        "enum": _("不在可选的词里"),
        "item": _("有一项不在可选的词里"),
        "foreignKey": _("对不上台账或参考表"),
        "primaryKey": _("编号重复"),
        "emptyKey": _("主键空着"),
        "unique": _("值重复"),
        "identityNumber": _("含身份证号"),
        "tooManyCells": _("多出来的格"),
        "tooFewCells": _("缺了格"),
        "headerAgain": _("又一张表"),
    }


def _kinds_of_doubts() -> dict[str, str]:
    return {
        "undone": _("原来有，现在空了"),
        "stepped_back": _("往回退了"),
        "fallen": _("累计数变小了"),
        "moved_date": _("改了日期，没写原因"),
        "moved_baseline": _("原计划变了"),
        "moved_project": _("换了项目"),
        "same_month": _("和上月一模一样"),
        "vanished_projects": _("有项目不见了"),
    }


def _kinds_of_notices() -> dict[str, str]:
    return {
        "narrowed": _("已照规范读取"),
        "blanksDropped": _("空格已去掉"),
        "timeDropped": _("钟点已略去"),
        "phoneNumber": _("电话号码已隐去"),
        "personName": _("姓名已隐去"),
        "controlTotal": _("合计对不上"),
        "dateSerial": _("日期序号已照读"),
        "left_out_column": _("未导入的列"),
        "remembered": _("按上次的对应"),
        "otherSheets": _("未读的工作表"),
        "webPage": _("其实是网页"),
        "hiddenSheet": _("读的是隐藏的工作表"),
        "hiddenRows": _("隐藏的行"),
        "hiddenColumns": _("隐藏的列"),
        "twoLevelHeader": _("几行的表头"),
        "mergedFilled": _("合并单元格已填入"),
        "mergedAcross": _("横向合并的单元格"),
        "mergedKey": _("编号是合并单元格"),
        "bannerRow": _("标题行"),
        "uncalculated": _("公式没有算出结果"),
        "withoutYear": _("日期没有显示年份"),
        "let_through_before": _("以前已放行"),
        "missing_projects": _("台账里少了项目"),
        "blankRow": _("空行"),
        "totalRow": _("合计行"),
        "noteRow": _("说明行"),
        "headerRow": _("重复的表头"),
        "passedOver": _("表头上面的行"),
        "notFinite": _("不是确定的数"),
        "rounded": _("数字太长"),
        "exampleRow": _("模板的示例行"),
        "waitingRow": _("还没填的行"),
    }


def sentence(fault: Fault) -> str:
    """Return what was expected and what to do: the check's own sentence, but for what is done on this page by hand."""
    name = fault.column
    here = {
        "unknown_header": _("模板里没有“{column}”这一列。请在下面选它对应哪一列，或选不导入。", column=name),
        "missing_column": _("缺少必填列“{column}”。文件里它若叫别的名字，请在下面对应；否则补上。", column=name),
        "duplicate_header": _("“{column}”和另一列是同一列。请在下面选它不导入，或在文件里删去。", column=name),
        "unknown_type": _("看不出这是哪一种记录。请在下面选类型。"),
    }
    return here.get(fault.rule, fault.message)
