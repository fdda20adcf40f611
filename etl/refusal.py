"""What stops the way in: errors that carry the sentence for the person in front of the screen."""

from __future__ import annotations


class Refusal(Exception):
    """The data was refused and nothing was changed; the sentence says why and what to do. Commands exit with 1."""


class WrongUsage(Exception):
    """What was asked for cannot be asked; the sentence says what can. Commands exit with 2."""
