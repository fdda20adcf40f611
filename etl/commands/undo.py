"""``python -m etl undo BATCH``: take a batch back, in a new version; ``sample`` means all sample data."""

from __future__ import annotations

import argparse

from etl.commands.batch_argument import add_batch, batch_of, tell
from etl.publishing.history import undo
from queries.warehouse import warehouse_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``undo`` takes: the number of a batch, or 'sample'."""
    add_batch(parser)


def run(arguments: argparse.Namespace) -> int:
    """Publish the version without or with the batch; returns 0. Raises Refusal and WrongUsage with their sentences."""
    tell(undo(warehouse_folder(), batch_of(arguments), by=arguments.by, note=arguments.note), arguments.json)
    return 0
