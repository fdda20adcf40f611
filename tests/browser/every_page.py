"""Every page there is, in the states that look different: what is held for all pages is asked of each of these."""

from __future__ import annotations

from pages.parts.sitemap import BESIDE, PAGES

# The address without anything asked is a state of every page; here are the others, by page ("" is the overview).
STATES = {
    "": ("?street=nowhere", "?from=2010-01-01&to=2010-03-31"),
    "kpi": (
        "?kpi=start_rate&by=category",
        "?kpi=approval_days&part=left_out",
        "?kpi=approvals_handled&by=stage",
        "?kpi=blockers_resolved&show=reported",
        "?kpi=site_visits&from=2010-01-01&to=2010-03-31",
    ),
    "upload": ("?month=2025-04",),
    "definitions": ("?kpi=start_rate",),
    "data": (),
    "explore": ("?kpi=approvals_handled", "?kpi=blocker_days&rows=department&columns=stage&show=multiples"),
    "sql": ("?q=SELECT+project_id,+visited_on+FROM+record.visit+LIMIT+30", "?q=SELECT+*+FROM+visit"),
    "screen": (),
    "menu": ("?menu=social&permit=phased&acceptance=segmented&with=A04", "?with=Z99"),
    "wall": ("?view=gantt&by=street&only=slipped", "?order=strange&by=category"),
    "blockers": (
        "?view=all&only=专班&from=2024-01-01",
        "?only=nowhere&view=never&category=城市更新",
        "?from=2010-01-01&to=2010-03-31",
    ),
    "project": (
        "?project=2201-370299-04-01-000085",
        "?project=2401-370299-04-01-000286",
        "?project=none",
    ),
    "schedule": (
        "?target=2026-11-30&menu=social&permit=phased&end=E12",
        "?project=2401-370299-04-01-000286&target=2030-06-01",
        "?target=2015-01-05",
    ),
    "acceptance": ("?from=2023-07-01&to=2025-06-30", "?from=2016-01-01&to=2016-03-31"),
    "groups": (
        "?view=unreached&only=all&sheet=2",
        "?view=overdue&item=nobody&workgroup=施工许可",
        "?from=2016-01-01&to=2016-03-31",
    ),
    "approvals": (
        "?view=department&order=on_time&from=2024-01-01&to=2025-07-31",
        "?view=stage&order=colour",
        "?from=2010-01-01&to=2010-03-31",
    ),
}
UNKNOWN = "no-such-page"
EVERY = (
    *(f"{page}{state}" for page in ("", *PAGES, *BESIDE) for state in ("", *STATES.get(page, ()))),
    UNKNOWN,
)
