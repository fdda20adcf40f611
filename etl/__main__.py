"""The command line of the way in: ``python -m etl COMMAND``; what the commands are stands in COMMANDS."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from etl.language import LANGUAGES, in_language, said, spoken
from etl.refusal import Refusal, WrongUsage
from queries.terminal import log_unforeseen, speak_utf8

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
UNFORESEEN = "程序遇到没有料到的情况（编号 {reference}），现有数据没有改变。"
LOGGED = "详情记在 {path}，请把编号告诉维护人员。"
NOT_LOGGED = "日志也写不进 {path}。"

# Each command is a module of etl/commands, imported only when it is called.
COMMANDS = {
    "check": "核对文件，逐行说出问题；什么都不改",
    "load": "核对并入库",
    "history": "看每一批是谁在什么时候入库的",
    "undo": "撤销一批（sample：撤销示例数据）",
    "redo": "恢复一批",
    "compare": "比较两个版本：记录和指标哪里不同",
    "original": "取回某一批上传时的原件",
    "rebuild": "按留存的原件重建数据",
    "verify": "核验留存的一切是否完好，说出怎么办；什么都不改",
    "template": "生成填报模板（CSV 或 XLSX）",
    "calendar": "看各张表谁该在哪天前报、收到了没有",
    "sample": "生成虚构的示例数据",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and how to see what is right. Source of the exit code: the contract."""
        print(
            said("命令写得不对：{wrong}\n用法见：{usage}", wrong=message, usage=f"{self.prog} --help"), file=sys.stderr
        )
        raise SystemExit(WRONG_USAGE)


def parser_for(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser; only the command named in ``arguments`` is imported and gets its own options."""
    parser = _Parser(prog="python -m etl", description=said("把每月的台账文件收进来：核对、入库、撤销、重建。"))
    _add_language(parser, spoken())
    commands = parser.add_subparsers(dest="command", metavar=said("命令"), required=True)
    called = next((word for word in arguments if word in COMMANDS), None)
    for name, words in COMMANDS.items():
        command = commands.add_parser(name, help=said(words), description=said(words))
        if name == called:
            module = importlib.import_module(f"etl.commands.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
        command.add_argument("--json", action="store_true", help=said("结果写成 JSON"))
        _add_language(command, argparse.SUPPRESS)
    return parser


def _add_language(parser: argparse.ArgumentParser, default: str) -> None:
    """Declare ``--lang``, which stands before or behind the name of the command."""
    words = said("用中文（zh）还是英文（en）；默认由 APPROVALS_LANG 定，否则中文")
    parser.add_argument("--lang", default=default, choices=LANGUAGES, help=words)


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language asked for: the word behind ``--lang``, else APPROVALS_LANG, else 'zh'.

    It is needed before the command is read, for its help is said in it too; another word is for the parser to refuse.
    """
    asked = os.environ.get("APPROVALS_LANG", "")
    for place, word in enumerate(arguments):
        option, equals, value = word.partition("=")
        if option == "--lang":
            asked = value if equals else "".join(arguments[place + 1 : place + 2])
    return asked if asked in LANGUAGES else LANGUAGES[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 the data was refused, 2 wrong usage. Never shows a trace."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    with in_language(asked_language(words)):
        return _run(words)


def _run(words: Sequence[str]) -> int:  # noqa: PLR0911 - one return for each way it may end
    try:
        parsed = parser_for(words).parse_args(words)
        return int(parsed.run(parsed))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else WRONG_USAGE
    except WrongUsage as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USAGE
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(said("已中断，什么都没有改变。"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; closing quietly is what they expect.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as unforeseen:  # noqa: BLE001 - the last line before the person: log it, say one sentence
        print(log_unforeseen("etl", unforeseen, said(UNFORESEEN), said(LOGGED), said(NOT_LOGGED)), file=sys.stderr)
        return REFUSED


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main())
