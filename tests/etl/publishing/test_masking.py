"""Masking: equal values look equal, nothing can be read back, and the key is its owner's alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import duckdb
import pytest

from etl.publishing.masking import key_path, mask_sql, masking_key, use_key
from etl.publishing.warehouse_layout import create_layout


def masked(folder: Path, *values: str | None) -> list[str | None]:
    connection = duckdb.connect()
    create_layout(connection)
    use_key(connection, folder)
    rows = connection.execute(f"SELECT {mask_sql('v')} FROM (SELECT unnest($values) AS v)", {"values": list(values)})
    return [mask for (mask,) in rows.fetchall()]


def test_equal_values_get_equal_masks_and_different_ones_do_not(tmp_path: Path) -> None:
    one, same, other, empty = masked(tmp_path / "w", "王建国", "王建国", "李红", None)
    assert one == same != other
    assert empty is None
    assert "王" not in str(one)


def test_a_mask_that_comes_back_in_a_template_stays_and_nothing_else_does(tmp_path: Path) -> None:
    (mask,) = masked(tmp_path / "w", "王建国")
    near = (f"{mask}0", mask[:-1], f" {mask}", mask.replace("·", "."), "已脱敏·王建国")
    again, *others = masked(tmp_path / "w", mask, *near)
    assert again == mask
    assert not set(others) & {mask, *near}
    assert len(set(others)) == len(near)


def test_another_key_gives_other_masks(tmp_path: Path) -> None:
    assert masked(tmp_path / "a", "王建国") != masked(tmp_path / "b", "王建国")


def test_the_key_is_made_once_beside_the_folder_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "warehouse"
    folder.mkdir()
    assert masking_key(folder) == masking_key(folder)
    path = key_path(folder)
    assert path == tmp_path / "warehouse.key"
    assert {*tmp_path.iterdir()} == {folder, path}
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_environment_may_name_another_place_for_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPROVALS_KEY", str(tmp_path / "safe" / "our.key"))
    key = masking_key(tmp_path / "warehouse")
    assert (tmp_path / "safe" / "our.key").read_text(encoding="ascii") == key
