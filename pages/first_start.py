"""The first start: when there is no warehouse yet, the sample data is loaded with progress, and the page goes on."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from pages.parts.words import _
from queries.warehouse import current_version, warehouse_folder


def is_due() -> bool:
    """Return whether nothing was ever published, so that there is nothing to show yet."""
    return current_version(warehouse_folder()) is None


def show() -> NoReturn:
    """Load the sample data with progress, then run the page again. Several visitors at once wait for the same load."""
    from etl.first_start import load_sample

    st.title(_("审批效能看板"))
    st.write(_("第一次启动：正在把随产品提供的示例数据装入数据仓库，只需几秒。"))
    bar = st.progress(0.0)

    def tell(share: float, words: str) -> None:
        bar.progress(min(max(share, 0.0), 1.0), words)

    load_sample(warehouse_folder(), progress=tell)
    st.rerun()
