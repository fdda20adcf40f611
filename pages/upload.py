"""Uploading: choose files, see what they would change, confirm; below, what is owed, and every batch there was."""

import streamlit as st

from pages.parts.place import here
from pages.parts.upload import (
    batch_history,
    confirmation,
    draft_line,
    outcome_note,
    preview_section,
    upload_calendar,
    upload_form,
    upload_run,
)
from pages.parts.upload.draft import current_draft

at = here()
draft = current_draft()
draft.follow(at.choice.draft)

# Each area keeps its place on the page, whatever the one above it has to say.
form, middle, below = st.container(), st.container(), st.container()
with form:
    by, note = upload_form.draw(draft)
with middle:
    outcome_note.draw(at.choice, draft.outcome)
    draft_line.draw(at.choice, draft)
    if draft.files:
        is_new = upload_run.refresh(draft)
        confirmation.draw(at.choice, draft, by, note, is_new)
        preview_section.draw_files(draft)
with below:
    upload_calendar.draw(at)
    batch_history.draw(at, draft)
draft.was_shown()
