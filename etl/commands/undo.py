"""``python -m etl undo BATCH``: take a batch back, in a new version; ``sample`` means all sample data."""

from __future__ import annotations

import argparse

from etl.commands.batch_argument import add_batch, batch_of, tell
from etl.commands.telling import tell_progress
from etl.language import said
from etl.publishing.history import undo
from queries.warehouse import warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``undo`` takes: the number of a batch, or 'sample'."""
    add_batch(parser)


def run(arguments: argparse.Namespace) -> int:
    """Publish the version without or with the batch; returns 0. Raises Refusal and WrongUsage with their sentences."""
    progress = tell_progress(said("正在撤销"))
    batch = batch_of(arguments)
    done = undo(warehouse_folder(), batch, by=arguments.by, note=arguments.note, progress=progress)
    tell(done, arguments.json)
    return 0
