"""The definitions: what every KPI counts, how, and what it leaves out, from the very files that are run."""

from pages.parts.kpi import definition_list
from pages.parts.place import here

definition_list.draw(here())
