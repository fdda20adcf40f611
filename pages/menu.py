"""The approval menu of one kind of project: its flow, its critical path, and what variants save."""

from pages.parts.menu import whole
from pages.parts.place import here

whole.draw(here())
