"""One project: what it is, its life, its own path and milestones, the numbers it counts in, every record of it."""

from pages.parts.place import here
from pages.parts.project import counted, head, life, milestones, path, time_line

at = here()
code = head.chosen(at)

head.draw(at, code)
life.draw(at, code)
path.draw(at, code)
milestones.draw(at, code)
counted.draw(at, code)
time_line.draw(at, code)
