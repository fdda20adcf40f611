"""Where the time of approvals goes: what the page pages/approvals.py is composed of."""
