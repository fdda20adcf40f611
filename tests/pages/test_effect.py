"""The effect before it counts: a share's change by its causes, and which published months are revised."""

from __future__ import annotations

import re
from pathlib import Path

from tests.pages import small_bureau
from tests.pages.clerk import STARTED_ONE_MORE, choose, press
from tests.pages.conftest import Opener, said, shown


def test_a_share_that_moves_says_what_its_top_and_its_bottom_did(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("重点项目台账7月.csv", STARTED_ONE_MORE))
    row = next(row for row in re.findall("<tr.*?</tr>", shown(app)) if 'data-kpi="start_rate"' in row)
    words = re.sub("<[^>]*>", "", row)
    assert "分子+1，使比率+2.6" in words.replace(" ", "")
    assert "分母不变" in words.replace(" ", "")


def test_a_late_record_revises_the_month_it_belongs_to(warehouse: Path, open_page: Opener) -> None:
    late = small_bureau.visits(3, count=1).replace("ZF03000", "ZF03999").encode()
    app = choose(open_page("upload"), ("走访服务记录2025-03补.csv", late))
    assert re.search(r"修订 \d 个已公布的月度数值：\d 升 0 降，最大 ±1。", said(app))
    assert re.search(r"<td[^>]*>2025-03</td>", shown(app))
    app = press(app, "确认入库")
    assert "个已公布的月度数值" in said(app)


def test_a_new_month_revises_nothing(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("走访服务记录2025-07.csv", small_bureau.visits(7).encode()))
    assert "已公布的月度数值都不变" in said(app)
