"""Exploring: any KPI by rows, columns and time, as a shaded table or small drawings; each cell opens its records."""

from pages.parts.explore import pivot_section, view_list
from pages.parts.place import here

at = here()

pivot_section.draw(at)
view_list.draw(at)
