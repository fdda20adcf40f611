"""The parts of the page on joint acceptance."""
