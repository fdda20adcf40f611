"""The command line of the numbers: ``python -m queries [KPI]``; exit 0 answered, 1 no answer, 2 wrong usage."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence

from queries.catalogue import DefinitionError
from queries.command.answer import Answer, answer, everything, plain
from queries.command.asked import Asked, WrongUsage, nearest, understand
from queries.command.told import told, told_everything
from queries.csv_text import as_csv
from queries.records import PARTS
from queries.terminal import UNFORESEEN, WRONG_USAGE, CommandParser, log_unforeseen, speak_utf8
from queries.warehouse import NoWarehouse, VersionGone, unreadable_version, warehouse_folder

DONE, REFUSED, INTERRUPTED = 0, 1, 130
OPTIONS = (
    "--from",
    "--to",
    "--by",
    "--where",
    "--trend",
    "--records",
    "--part",
    "--version",
    "--json",
    "--csv",
    "--help",
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command. Source of the names: design, "Contracts"."""
    made = CommandParser(
        prog="python -m queries", description="问一个指标或清单；不写名字则列出有哪些。", allow_abbrev=False
    )
    made.add_argument("name", nargs="?", metavar="指标", help="指标或清单的名字，如 start_rate 或 开工率")
    made.add_argument("--from", dest="first", metavar="日期", help="开始日期；默认为截止日期当年的 1 月 1 日")
    made.add_argument("--to", dest="last", metavar="日期", help="截止日期；默认为数据完整的最后一天")
    made.add_argument("--by", metavar="分项", help="按分项分组，如 category")
    made.add_argument(
        "--where", action="append", default=[], metavar="分项=值", help="只算这一项，可写多次；值留空为未填"
    )
    made.add_argument("--trend", action="store_true", help="逐月走势")
    made.add_argument("--records", action="store_true", help="明细：这个数算的就是这些记录")
    made.add_argument("--part", metavar="部分", help=f"哪一部分明细：{'、'.join(PARTS)}，默认 counted")
    made.add_argument("--version", metavar="版本", help="问早先发布的一版数据")
    made.add_argument("--json", action="store_true", help="结果写成 JSON")
    made.add_argument("--csv", action="store_true", help="结果写成 CSV（带 BOM 的 UTF-8，Excel 可直接打开）")
    return made


def main(words: Sequence[str] | None = None) -> int:
    """Answer one command and return its exit code. Never shows a trace."""
    try:
        return _run(_parsed(words))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; closing quietly is what they expect.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as failure:  # noqa: BLE001 - the last line before the person: say one sentence
        print(_sentence(failure), file=sys.stderr)
        return WRONG_USAGE if isinstance(failure, WrongUsage) else REFUSED


def _sentence(failure: Exception) -> str:
    """Say why there is no answer; what nobody foresaw is logged with its trace."""
    if isinstance(failure, WrongUsage):
        return str(failure)
    if isinstance(failure, NoWarehouse):
        return f"还没有数据：{warehouse_folder()} 里没有发布过任何一版。先用 python -m etl load 导入。"
    if isinstance(failure, VersionGone):
        return "数据文件读不出来，也没有更早的版本可用。运行 python -m etl verify 看怎么办。"
    if isinstance(failure, DefinitionError):
        return f"指标或清单的定义文件写得不对：{failure}"
    return log_unforeseen("queries", failure, UNFORESEEN)


def _parsed(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the words of the command; one that is no option is refused with the nearest option. Raises WrongUsage."""
    made = parser()
    arguments, unknown = made.parse_known_args(words)
    if not unknown:
        return arguments
    word = unknown[0].partition("=")[0]
    if not word.startswith("-"):
        raise WrongUsage(f"一次只问一个指标：“{arguments.name}”之后的“{word}”多余。用法见：{made.prog} --help")
    near = nearest(word, OPTIONS)
    hint = f"最接近的是 {near}。" if near else ""
    raise WrongUsage(f"没有 {word} 这个选项。{hint}用法见：{made.prog} --help")


def _run(arguments: argparse.Namespace) -> int:
    if arguments.json and arguments.csv:
        raise WrongUsage("--json 和 --csv 只能写一个。")
    if arguments.name is None:
        _refuse_without_name(arguments)
        catalogue = everything()
        if arguments.csv:
            rows = [{"name": one.get("kpi") or one.get("list"), **one} for table in catalogue.values() for one in table]
            _write_csv(rows, ["name", "title", "title_en", "question"])
        else:
            print(_json(catalogue) if arguments.json else told_everything())
        return DONE
    asked = understand(arguments)
    missing = unreadable_version(warehouse_folder(), asked.warehouse) if arguments.version is None else None
    if missing:
        words = "第 {} 版的数据文件读不出来，这里答的是第 {} 版。运行 python -m etl verify 看怎么办。"
        print(words.format(missing, asked.warehouse.version), file=sys.stderr)
    if arguments.csv and sum((asked.by is not None, asked.trend, asked.records)) > 1:
        raise WrongUsage("--csv 一次只写一张表：--by、--trend、--records 只能选一个。")
    found = answer(asked)
    if arguments.csv:
        _write_csv(*_csv_table(found))
    else:
        print(_json(found.as_json()) if arguments.json else told(found))
    return DONE


def _refuse_without_name(arguments: argparse.Namespace) -> None:
    given = [
        f"--{option}" for option in ("by", "trend", "records", "part", "where", "version") if getattr(arguments, option)
    ]
    given += [f"--{option}" for option, text in (("from", arguments.first), ("to", arguments.last)) if text]
    if given:
        raise WrongUsage(f"写了 {'、'.join(given)}，但没有写问哪个指标。看有哪些：python -m queries")


def _csv_table(found: Answer) -> tuple[list[dict[str, object]], list[str]]:
    """Return the rows and columns of the one table that was asked for; alone, a headline is a table of one row."""
    tables = found.tables()
    if tables:
        name, rows = next(iter(tables.items()))
        return rows, list(rows[0]) if rows else _columns_of(found.asked, name)
    if found.headline is None:
        return found.rows, list(found.rows[0]) if found.rows else _columns_of(found.asked, "rows")
    said = found.as_json()
    flat = {name: value for name, value in said.items() if not isinstance(value, dict)}
    return [flat | {f"left_out: {reason}": rows for reason, rows in said["left_out"].items()}], []


def _columns_of(asked: Asked, table: str) -> list[str]:
    """Return the header of an empty table: it is a table still."""
    if table == "rows":
        return list(getattr(asked.subject, "column_names", ()))
    return {"groups": ["label", "numerator", "denominator", "value"], "points": ["month"]}.get(table, ["record_id"])


def _write_csv(rows: list[dict[str, object]], columns: list[str]) -> None:
    header = columns or list(rows[0])
    sys.stdout.flush()
    sys.stdout.buffer.write(as_csv(header, ([row.get(name) for name in header] for row in rows)))
    sys.stdout.buffer.flush()


def _json(said: dict[str, object]) -> str:
    return json.dumps(plain(said), ensure_ascii=False, indent=1)


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main())
