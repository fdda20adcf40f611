"""The mistake of an address: a sentence for the reader, and which parameters to drop to go on."""

from __future__ import annotations


class WrongAddress(ValueError):
    """The address asks for what is not there; the message is a sentence, ``without`` the parameters at fault."""

    def __init__(self, sentence: str, without: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.without = without
