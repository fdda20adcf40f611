"""Approvals: where the time goes, by item, department and stage, and what really waits for what."""

from pages.parts.approvals import compression_table, durations_table, flow_section, head, overdue_list
from pages.parts.place import here

at = here()

head.draw(at)
durations_table.draw(at)
overdue_list.draw(at)
compression_table.draw(at)
flow_section.draw(at)
