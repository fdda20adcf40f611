"""Backward scheduling: from the day a milestone must be reached, the latest days of all that it waits for."""

from pages.parts.place import here
from pages.parts.schedule import controls, item_bars, take_away, told
from pages.parts.schedule.asked import asked, plan, say_why_none

question = asked(here())
answer = plan(question)

controls.draw(question, answer)
if answer:
    told.draw(question, answer)
    item_bars.draw(question, answer)
    take_away.draw(question, answer)
else:
    say_why_none(question)
