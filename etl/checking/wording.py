"""The sentences: what was expected of a cell and what to do, as a colleague would say it."""

from __future__ import annotations

from typing import Any

from etl.language import listed, offered, said
from etl.types.table_schema import Column, TableSchema, record_types

_MANY_WORDS = 12

# In a sentence {value} is the cell as written, {near} the nearest accepted word with its question mark, or nothing.


def _types() -> dict[str, str]:
    return {
        "date": said("“{h}”要写成日期，如 2025-03-05；“{value}”不是一个确定的日期。{empty}"),
        "yearmonth": said("“{h}”要写成月份，如 2025-03；“{value}”不是一个确定的月份。{empty}"),
        "integer": said("“{h}”要写成整数，如 12；“{value}”不是整数。{empty}"),
        "year": said("“{h}”要写成四位年份，如 2025；“{value}”不是年份。{empty}"),
        "number": said("“{h}”要写成数字，如 12.5；“{value}”不是数字。{empty}"),
        "boolean": said("“{h}”要写“是”或“否”；“{value}”看不出是哪一个。{empty}"),
        "datetime": said("“{h}”要写成日期和时间，如 2025-03-05T08:30:00；“{value}”不是。{empty}"),
        "time": said("“{h}”要写成时间，如 08:30:00；“{value}”不是。{empty}"),
    }


def rule_sentences() -> dict[str, str]:
    """Return rule → sentence for what is wrong in a cell or a row, in the language spoken now."""
    return {
        "required": said("“{h}”必须填写，这里是空的。请补上。"),
        "excelError": said("“{h}”里是 Excel 的出错值“{value}”，说明公式没有算出来。请填上实际的值。"),
        "scientific": said(
            "“{value}”是 Excel 把长编号变成的科学计数，原来的编号已经找不回来。"
            "请把“{h}”一列设成文本格式，重新填写完整编号。"
        ),
        "twoCodes": said("“{h}”一格里写了几个编号：“{value}”。一行只能有一个，请拆成几行，每行一个。"),
        "minLength": said("“{h}”至少要 {minLength} 个字，“{value}”太短。请补全。"),
        "maxLength": said("“{h}”最多 {maxLength} 个字，这里太长。请缩短，或移到备注里。"),
        "minimum": said("“{h}”不能小于 {minimum}，这里是“{value}”。请核对。"),
        "maximum": said("“{h}”不能大于 {maximum}，这里是“{value}”。请核对。"),
        "exclusiveMinimum": said("“{h}”必须大于 {exclusiveMinimum}，这里是“{value}”。请核对。"),
        "exclusiveMaximum": said("“{h}”必须小于 {exclusiveMaximum}，这里是“{value}”。请核对。"),
        "identityNumber": said("“{h}”里像是有身份证号。身份证号不能入库，请删去后重新上传。"),
        "garbled": said("“{h}”里是乱码“{value}”，原来的字在出乱码时已经丢了。请从原表重新导出，或照原件改正。"),
        "control": said("“{h}”里有看不见的控制字符。请清空这一格，重新输入。"),
        "item": said("“{h}”里有一项不在可选的词里：“{value}”。可以写：{words}，多个用“；”隔开。"),
        "unique": said("“{h}”的值不能重复，“{value}”前面已经出现过（第 {first} 行）。请核对。"),
        "primaryKey": said(
            "{key}“{value}”重复：第 {first} 行已经有了。同一个文件里一条记录只能有一行，请删去多余的一行，或改正编号。"
        ),
        "blankRow": said("这一行是空的。请删去。"),
        "headerAgain": said(
            "这一行又是一遍表头，从这里起可能是另一张表。请删去这一行；如果真是另一张表，请另存为单独的文件。"
        ),
        "emptyKey": said("{key}是区分每一行的主键，不能全空。请补上。"),
        "foreignProject": said(
            "项目代码“{value}”在重点项目台账里找不到。请核对代码；新项目请先导入（或同时上传）含有它的重点项目台账。"
        ),
        "tooManyCells": said(
            "这一行比表头多出 {width} 格，对不上列。请检查是不是单元格里有没加引号的分隔符，或删去多出来的内容。"
        ),
        "tooFewCells": said("这一行比表头少 {width} 格，对不上列；文件可能不完整。请补齐，或重新导出。"),
    }


def _ranges_of_dates() -> dict[str, str]:
    return {
        "minimum": said("“{h}”不能早于 {minimum}，这里是“{value}”。请核对年份。"),
        "maximum": said("“{h}”不能晚于 {maximum}，这里是“{value}”。请核对年份。"),
    }


# Rule → sentence for what was read all the same.
NOTICES = {
    "rounded": ("“{h}”有 {count} 格数字太长（如第 {row} 行“{value}”），只存得下 15 位，已读为 {as_read}。请核对。"),
    "notFinite": ("“{h}”有 {count} 格不是一个确定的数（如第 {row} 行“{value}”）；标准允许这样写，已照读。请核对。"),
    "narrowed": "“{h}”有 {count} 格写法不规范（如第 {row} 行“{value}”），意思明确，已照读为 {as_read}。",
    "blanksDropped": "“{h}”有 {count} 格前后有空格，或夹着看不见的字符（如第 {row} 行），已去掉。",
    "dateSerial": "“{h}”有 {count} 格是 Excel 的日期序列号（如第 {row} 行“{value}”），已照读为 {as_read}。",
    "controlTotal": ("第 {row} 行合计里“{h}”写的是 {value}，各行加起来是 {as_read}。请核对有没有漏行或写错的数。"),
    "phoneNumber": "“{h}”有 {count} 格里像是有电话号码（如第 {row} 行），入库时隐去中间几位。",
    "personName": "“{h}”有 {count} 格里像是有人的姓名（如第 {row} 行），入库时只留姓，有电话的也隐去。",
    "let_through_before": (
        "“{h}”有 {count} 格存疑（如第 {row} 行“{value}”），以前已写明理由放行，现在写法没变，照旧收下。"
    ),
    "timeDropped": "“{h}”有 {count} 格带了钟点（如第 {row} 行“{value}”），按日期 {as_read} 读取。",
}


def notice_sentence(rule: str, **parts: Any) -> str:
    """Return what is said of the cells that ``rule`` found worth a notice: {count} of them, one as an example."""
    return said(NOTICES.get(rule, "“{h}”有 {count} 格值得看一看（如第 {row} 行“{value}”）。"), **parts)


def sentence(schema: TableSchema, column: Column, header: str, rule: str, accepted: tuple[str, ...]) -> str:
    """Return the sentence for a broken ``rule`` of ``column``, called ``header``; {value} and {near} stay."""
    empty = "" if column.required else _when_unknown(column)
    if rule in ("enum", "foreignKey"):
        return _one_of(schema, column, header, rule, accepted)
    if rule == "pattern":
        if column.is_id and not schema.is_standard:
            words = said("“{h}”里不能有空格或换行，这里是“{value}”。一格只写一个编号，请去掉空格。")
        else:
            words = said("“{h}”的写法要符合 {pattern}，这里是“{value}”。请改正。")
    elif rule == "type":
        other = said("“{h}”的写法不对，这里是“{value}”。请按表结构要求的类型（{type}）填写。{empty}")
        words = _types().get(column.type, other).replace("{type}", column.type)
    elif rule in _ranges_of_dates() and column.type in ("date", "yearmonth", "datetime"):
        words = _ranges_of_dates()[rule]
    else:
        words = rule_sentences().get(rule, said("“{h}”的值“{value}”不符合要求。请核对。"))
    for name, value in column.constraints.items():
        words = words.replace("{" + name + "}", str(value))
    return words.replace("{h}", header).replace("{empty}", empty).replace("{words}", offered(list(accepted))).rstrip()


def _when_unknown(column: Column) -> str:
    if column.type in ("date", "yearmonth"):
        return said("还没有发生或还不知道，就留空。")
    return said("不知道就留空。")


def _one_of(schema: TableSchema, column: Column, header: str, rule: str, accepted: tuple[str, ...]) -> str:
    reference = schema.reference_of(column.name)
    if rule == "foreignKey" and reference and len(accepted) > _MANY_WORDS:
        title = said("审批事项菜单") if reference.resource == "item" else reference.resource
        words = said("“{h}”的“{value}”在{title}（{path}）里没有。{near}请按菜单里的编码改正。")
        return (
            words.replace("{title}", title)
            .replace("{path}", f"data/reference/{reference.resource}.csv")
            .replace("{h}", header)
        )
    known = offered([word for word in accepted if word])
    words = said("“{h}”只能写：{words}；这里是“{value}”。{near}请改正。")
    return words.replace("{words}", known).replace("{h}", header)


def key_words(schema: TableSchema, names: tuple[str, ...]) -> str:
    """Return how a key is called in a sentence: 受理编号, or 会议编号和项目代码."""
    titles = [said(schema.column(name).title) for name in names]
    return titles[0] if len(titles) == 1 else said("{first}和{last}", first=listed(titles[:-1]), last=titles[-1])


def template_of(rule: str) -> str:
    """Return the sentence of a rule that is about a row or about other rows."""
    return rule_sentences()[rule]


def titles() -> str:
    """Return the record types as one would say them."""
    return listed([said(schema.title) for schema in record_types().values()])
