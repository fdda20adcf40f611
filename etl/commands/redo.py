"""``python -m etl redo BATCH``: let an undone batch stand again, in a new version; ``sample`` means all sample data."""

from __future__ import annotations

import argparse

from etl.commands.batch_argument import add_batch, batch_of, tell
from etl.publishing.history import redo
from queries.warehouse import warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``redo`` takes: the number of a batch, or 'sample'."""
    add_batch(parser)


def run(arguments: argparse.Namespace) -> int:
    """Publish the version without or with the batch; returns 0. Raises Refusal and WrongUsage with their sentences."""
    tell(redo(warehouse_folder(), batch_of(arguments), by=arguments.by, note=arguments.note), arguments.json)
    return 0
