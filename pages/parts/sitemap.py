"""The pages there are besides the overview, whose address is the empty one."""

# In the order of the navigation.
PAGES = ("kpi", "work", "explore", "upload", "definitions", "data")
# Not in the navigation, reached from other pages: each with the page of the navigation that it belongs to ('' is the
# overview).
BESIDE: dict[str, str] = {
    "sql": "explore",
    "screen": "",
    "project": "kpi",
    "menu": "work",
    "schedule": "work",
    "wall": "work",
    "blockers": "work",
    "approvals": "work",
    "acceptance": "work",
    "groups": "work",
}
# Nothing there obeys the filters, so none are offered.
WITHOUT_FILTERS = ("upload", "data", "screen", "project", "menu", "schedule")
# Seen from afar, with nothing to click.
WITHOUT_HEADER = ("screen",)
# Taken away whole, as one workbook.
TAKEN = ("overview", "kpi")
