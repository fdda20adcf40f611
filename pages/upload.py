"""Uploading: choose files, see what they would change, confirm; below, every batch there was, to undo or redo."""

import streamlit as st

from pages.parts import batch_history, intake, intake_confirm, intake_form, intake_outcome, intake_preview
from pages.parts.draft import current_draft
from pages.parts.shell import here

at = here()
draft = current_draft()

# Each area keeps its place on the page, whatever the one above it has to say.
form, middle, below = st.container(), st.container(), st.container()
with form:
    by, note = intake_form.draw(draft)
with middle:
    intake_outcome.draw(at.choice, draft.outcome)
    if draft.files:
        is_new = intake.refresh(draft)
        intake_confirm.draw(at.choice, draft, by, note, is_new)
        intake_preview.draw_files(draft)
with below:
    batch_history.draw(at, draft)
