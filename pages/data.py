"""About the data: how fresh it is, what looks wrong, its versions and how two differ, the sample, the dictionary."""

from pages.parts.place import here
from pages.parts.state import (
    data_dictionary,
    freshness,
    let_through_list,
    notice_list,
    sample_section,
    version_comparison,
    version_history,
)
from pages.parts.upload.draft import current_draft

at = here()

freshness.draw(at)
notice_list.draw(at)
let_through_list.draw(at)
sample_section.draw(at, current_draft())
version_history.draw(at)
version_comparison.draw(at)
data_dictionary.draw()
