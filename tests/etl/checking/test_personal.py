"""Personal values: masked before anything is kept, wherever they may turn up; identity numbers do not come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.etl.files import load, projects, rows, source, visits

PERSON, PHONE = "欧阳明月", "13800005678"


def consultation(outcome: str, name: str = PERSON, extra: str = "") -> str:
    header = "登记号,咨询时间,咨询渠道,满意度,咨询人,联系电话\n"
    return f"{header}Z1,2025-06-03,电话,{outcome},{name},{PHONE}{extra}\nZ2,2025-06-03,电话,满意,{PERSON},{PHONE}\n"


@pytest.mark.parametrize(
    "text",
    [
        consultation("满意"),
        consultation("很好"),
        consultation("满意", PERSON * 20),
        consultation("满意", extra=f",{PERSON}"),
    ],
    ids=["accepted", "another cell refused", "the name refused", "beyond the last column"],
)
def test_personal_values_are_nowhere_in_the_warehouse_but_in_the_original(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "warehouse"
    result = load(folder, source(tmp_path, "咨询登记.csv", text), skip_refused=True)
    assert result.version == 1
    masks = rows(folder, "SELECT caller_name, caller_phone FROM record.consultation")
    assert masks
    assert all(name.startswith("已脱敏") and phone.startswith("已脱敏") for name, phone in masks)
    kept = repr(rows(folder, "SELECT * FROM journal.refused")) + repr(rows(folder, "SELECT * FROM journal.batch"))
    for path in (folder / "versions").iterdir():
        content = path.read_bytes()
        assert PERSON.encode() not in content, path.name
        assert PHONE.encode() not in content, path.name
    assert PERSON not in kept
    assert PHONE not in kept
    assert [path for path in (folder / "originals").iterdir() if PERSON.encode() in path.read_bytes()]


def test_equal_persons_have_equal_masks_in_all_files(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    load(folder, source(tmp_path, "咨询登记2025-06.csv", consultation("满意")))
    later = consultation("满意").replace("Z1", "Z3").replace("Z2", "Z4")
    load(folder, source(tmp_path, "咨询登记2025-07.csv", later))
    assert rows(folder, "SELECT count(*), count(DISTINCT caller_name) FROM record.consultation") == [(4, 1)]


def test_identity_numbers_do_not_come_in(tmp_path: Path) -> None:
    text = (
        visits("V1").replace("走访专班", "走访专班,了解情况").replace("施工许可", "施工许可,联系人37021219800101123X")
    )
    files = source(tmp_path, "重点项目台账.csv", projects("P1")), source(tmp_path, "走访服务记录.csv", text)
    result = load(tmp_path / "warehouse", *files)
    assert [fault.rule for fault in result.files[1].check.faults] == ["identityNumber"]
