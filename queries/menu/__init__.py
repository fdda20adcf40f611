"""The approval menu: its items, the menu of one kind of project, its critical path, and schedules on working days."""
