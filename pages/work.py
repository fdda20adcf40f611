"""The bureau's systems, S1 to S14: what each shows, its figures, and the page that opens them."""

from pages.parts.place import here
from pages.parts.work import system_list

system_list.draw(here())
