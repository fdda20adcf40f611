"""One KPI opened up: its number, its break-down, the records behind it, and its definition."""
