"""The wall chart: milestones judged on a day, one sheet of projects with theirs, and what slipped and why."""
