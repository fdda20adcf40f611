"""Why a workbook is not read, and what to do: a sentence for each answer of the process that looks at it."""

from __future__ import annotations

from typing import Any

from etl.language import said

_OTHER_KINDS = frozenset(("archive", "another_document", "xlsb", "old_excel", "page"))
_BROKEN = frozenset(("broken", "page_encoding", "system", "doctype", "lies_about_size", "too_many_parts"))


def rule_of(answer: str) -> str:
    """Return the rule that a workbook breaks which is not read because of ``answer``."""
    if answer == "password":
        return "password"
    if answer in _OTHER_KINDS:
        return "not_a_table"
    return "brokenWorkbook" if answer in _BROKEN else "tooLarge"


def sentence(rule: str, parts: dict[str, Any]) -> str:
    """Return the sentence for the answer ``rule`` with its particulars (see workbook_child.py)."""
    words = (
        _of_its_kind().get(rule)
        or _of_its_size(parts).get(rule)
        or _of_what_it_takes(parts).get(rule)
        or said("工作簿打不开，文件可能不完整或已损坏。请用 Excel 或 WPS 打开原表，另存为 .xlsx 后重新上传。")
    )
    return words


def _of_its_kind() -> dict[str, str]:
    return {
        "password": said("文件有打开密码，读不了。请在 Excel 或 WPS 里去掉密码，另存后重新上传。"),
        "archive": said("这是压缩包，不是表格。请先解压，再上传里面的表格（.xlsx、.xls、.ods 或 .csv）。"),
        "another_document": said(
            "这是 Word、PPT 一类的文档，不是表格。请把表格复制到 Excel 或 WPS 表格里，另存为 .xlsx 后上传。"
        ),
        "xlsb": said("这是二进制工作簿（.xlsb），读不全。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"),
        "page": said(
            "这是网页（HTML 或 XML），只是换了后缀名，里面没有表格。"
            "请用 Excel 或 WPS 打开原表，另存为 .xlsx 或“CSV UTF-8”后重新上传。"
        ),
        "page_encoding": said(
            "这是网页（HTML），里面的字既不是 UTF-8，也不是 GB18030，读不出来。"
            "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"
        ),
        "old_excel": said("这是 Excel 95 或更早的格式，读不准。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"),
        "doctype": said(
            "工作簿里有不该有的文档类型声明（DTD），像是被人动过手脚，没有打开。"
            "请用 Excel 或 WPS 打开原表，另存为 .xlsx 后重新上传。"
        ),
    }


def _of_its_size(parts: dict[str, Any]) -> dict[str, str]:
    known = {"sheet": "", "cell": "", "columns": 0, "rows": 0, "row": 0, "most": 0, "size": 0, "sheets": 0} | parts
    if known["sheet"]:
        too_wide = said(
            "工作表“{sheet}”有 {columns} 列，超过 {most} 列的上限（设置 APPROVALS_MOST_COLUMNS）；"
            "最远的一格在 {cell}。请删去右边多余的列（选中整列删除，再保存），重新上传。",
            **known,
        )
    else:
        too_wide = said(
            "第 {row} 行有 {columns} 列，超过 {most} 列的上限（设置 APPROVALS_MOST_COLUMNS）。"
            "请删去右边多余的列（选中整列删除，再保存），重新上传。",
            **known,
        )
    return {
        "too_many_columns": too_wide,
        "far_cell": said(
            "工作表“{sheet}”最远的一格在 {cell}，中间的空格太多，读不下。"
            "请删去离表格很远的单元格（选中下方和右边的空行空列删除，再保存），或另存为 CSV 后重新上传。",
            **known,
        ),
        "too_big_unpacked": said(
            "工作簿解开后有 {size} MB，超过上限（一共 {most} MB，压得特别紧的更少）。"
            "请删去空白行列和图片，或另存为 CSV 后重新上传。",
            **known,
        ),
        "lies_about_size": said(
            "工作簿里写的大小和实际不符，像是被人动过手脚，没有打开。"
            "请用 Excel 或 WPS 打开原表，另存为 .xlsx 后重新上传。"
        ),
        "too_many_sheets": said(
            "工作簿有 {sheets} 张工作表，超过 {most} 张的上限。请只留下要报的工作表，另存后重新上传。", **known
        ),
        "too_many_parts": said("工作簿里的部件太多，不像是 Excel 或 WPS 存的。请打开原表，另存为 .xlsx 后重新上传。"),
        "too_many_merged": said("工作表里的合并单元格超过 {most} 处。请取消合并，逐行填写后重新上传。", **known),
    }


def _of_what_it_takes(parts: dict[str, Any]) -> dict[str, str]:
    known = {"row": 0, "most": 0} | parts
    return {
        "too_many_rows": said(
            "工作表超过 {most} 行的上限（设置 APPROVALS_MOST_ROWS）。请拆成几个文件，分别上传。", **known
        ),
        "too_many_cells": said(
            "工作簿超过 {most} 个单元格的上限（设置 APPROVALS_MOST_CELLS）。请拆成几个文件，分别上传。", **known
        ),
        "too_much_text": said(
            "工作簿里的文字超过 {most} MB 的上限（设置 APPROVALS_MOST_UNPACKED_MB）。"
            "请拆成几个文件，或另存为 CSV 后重新上传。",
            **known,
        ),
        "long_cell": said("第 {row} 行有一格超过 {most} 个字，不像是表格里的一格。请缩短后重新上传。", **known),
        "memory": said(
            "打开这个工作簿要的内存太多（上限见设置 APPROVALS_WORKBOOK_MB），没有读。"
            "请删去空白行列和图片，拆成几个文件，或另存为 CSV 后重新上传。"
        ),
        "time": said(
            "打开这个工作簿花的时间太长（上限见设置 APPROVALS_WORKBOOK_SECONDS），没有读。"
            "请删去空白行列和图片，拆成几个文件，或另存为 CSV 后重新上传。"
        ),
    }
