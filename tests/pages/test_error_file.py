"""The file back with its faults: taken away from the page, mended, and uploaded again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import python_calamine

from etl.publishing.history import history
from pages.parts import words
from pages.parts.upload import error_file
from tests.etl.files import workbook
from tests.pages import small_bureau
from tests.pages.clerk import choose, press
from tests.pages.conftest import Opener, said

FAULTY = f"{small_bureau.VISITS}\nZF90,P01,2025-02-30,现场,施工许可\nZF93,P03,2025-06-05,现场,施工许可\n"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_taken_away_mended_and_loaded(warehouse: Path, open_page: Opener, tmp_path: Path, language: str) -> None:
    app = choose(open_page("upload"), ("走访服务记录2025-06.csv", FAULTY.encode("gb18030")))
    label = "下载标好错误的 XLSX"
    assert label in [button.label for button in app.download_button]
    words.speak(language)
    content = error_file.workbook(app.session_state["draft"], 1)
    words.speak("zh")
    cells = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert cells[0][0] == {"zh": "错误说明", "en": "What is wrong"}[language]
    assert "2025-02-30" in str(cells[1][0])
    cells[1][3] = "2025-02-28"
    mended = workbook(tmp_path, "改好.xlsx", {"走访服务记录": cells})
    app = choose(app, (error_file.file_name("走访服务记录2025-06.csv"), mended.path.read_bytes()))
    press(app, "确认入库")
    assert history(warehouse)[0]["accepted"] == 2
    assert f"{history(warehouse)[0]['month']:%Y-%m}" == "2025-06"


def test_what_is_no_table_cannot_be_marked(warehouse: Path, open_page: Opener) -> None:
    app = choose(open_page("upload"), ("报告.csv", b"%PDF-1.7"))
    assert "不能入库" in said(app)
    assert "下载标好错误的 XLSX" not in [button.label for button in app.download_button]
