"""Where the time of approvals goes: how long they take, what is overdue, what is promised, what waits for what."""
