"""One project: what it is, which numbers it counts in, and everything recorded about it, each from its file."""

from pages.parts.place import here
from pages.parts.project import counted, head, time_line

at = here()
code = head.chosen(at)

head.draw(at, code)
counted.draw(at, code)
time_line.draw(at, code)
