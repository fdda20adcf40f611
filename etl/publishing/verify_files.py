"""Verifying what lies on the disk: the pointer, every version file and manifest, every original, the masking key."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from etl.language import said
from etl.publishing.digests import content_hash
from etl.publishing.findings import Findings, Progress, right, wrong
from etl.publishing.kept_mends import mends_of_batch
from etl.publishing.masking import fingerprint, key_path, masking_key
from etl.publishing.originals import originals_folder
from queries.version_files import current_version, pointed_version, version_numbers, version_path


def verify_pointer(folder: Path) -> Findings:
    """Say whether the pointer names a version that is kept."""
    number = pointed_version(folder)
    if number is None:
        yield wrong(
            "pointer",
            said("指针文件 current 不在了，或读不出来；现在用的是最新的第 {n} 版", n=current_version(folder)),
            said("把 {n} 写进 {path}，或再导入一次", n=current_version(folder), path=folder / "current"),
        )
    elif not version_path(folder, number).exists():
        yield wrong("pointer", said("指针指着第 {n} 版，但它的数据文件不在了", n=number), _restore_or_rebuild(number))
    else:
        yield right("pointer", said("指针：第 {n} 版", n=number))


def verify_versions(folder: Path, progress: Progress) -> Findings:
    """Say of every version kept whether its file and its manifest are what was published."""
    numbers, current, whole = version_numbers(folder), current_version(folder), 0
    for done, number in enumerate(numbers):
        progress(done / len(numbers), said("第 {n} 版的文件", n=number))
        words = _wrong_with(version_path(folder, number))
        if words is None:
            whole += 1
        elif number == current:
            yield wrong(
                "version", said("第 {n} 版（现在用的）：{what}", n=number, what=words), _restore_or_rebuild(number)
            )
        else:
            todo = said("从备份恢复 versions 文件夹里的 {n:06d}.*；恢复不了就删掉，现在的数据不受影响", n=number)
            yield wrong("version", said("第 {n} 版：{what}", n=number, what=words), todo)
    yield right("version", said("版本：{whole} 个完好，共留存 {n} 个", whole=whole, n=len(numbers)))


def _restore_or_rebuild(number: int) -> str:
    return said("从备份恢复 versions 文件夹里的 {n:06d}.*，或运行 python -m etl rebuild", n=number)


def _wrong_with(path: Path) -> str | None:
    try:
        written = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        sha256 = written.get("sha256")
    except FileNotFoundError:
        return said("清单 {file} 不在了", file=path.with_suffix(".json").name)
    except (OSError, ValueError, AttributeError):
        return said("清单 {file} 读不出来", file=path.with_suffix(".json").name)
    # Published before there were checksums: nothing to hold it against.
    if sha256 is not None and content_hash(path) != sha256:
        return said("数据文件 {file} 和发布时不一样", file=path.name)
    return None


def verify_originals(folder: Path, batches: Iterable[dict[str, Any]], progress: Progress) -> Findings:
    """Say of the original of every batch, and of what was put right in it, whether it is there and as it came."""
    place = originals_folder(folder)
    named: dict[str, dict[str, Any]] = {}
    for batch in batches:
        for sha256 in (batch["sha256"], mends_of_batch(batch).get("sha256")):
            if sha256:
                named.setdefault(sha256, batch)
    whole = 0
    for done, (sha256, batch) in enumerate(named.items()):
        progress(done / len(named), said("原件 {name}", name=batch["file_name"]))
        path = place / sha256
        where = said(
            "第 {n} 批的原件 {file}（originals/{name}）", n=batch["batch_no"], file=batch["file_name"], name=sha256
        )
        todo = said("从备份恢复 {path}；恢复之前不能按原件重建，现在的数据不受影响", path=path)
        if not path.is_file():
            yield wrong("original", said("{what}不在了", what=where), todo)
        elif content_hash(path) != sha256:
            yield wrong("original", said("{what}被改过", what=where), todo)
        else:
            whole += 1
    yield from _verify_rights(place, [place / sha256 for sha256 in named])
    yield right("original", said("原件：{whole} 个完好，共 {n} 个", whole=whole, n=len(named)))


def _verify_rights(place: Path, paths: list[Path]) -> Findings:
    """Originals hold what the warehouse masks: nobody but their owner may read them. Windows keeps rights elsewhere."""
    if os.name == "nt":
        return
    for path in (place, *paths):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            what = said("{path} 除了主人还有别人能读写，里面可能有没脱敏的内容", path=path)
            yield wrong("original", what, f"chmod {700 if path == place else 600} {path}")


def verify_key(folder: Path, known: str | None) -> Findings:
    """Say whether the masking key is there, and the one that the masks of the current version were made with."""
    path = key_path(folder)
    todo = said("从备份恢复 {path}；不要新建，否则同一个人会被当成两个人", path=path)
    if not path.exists():
        yield wrong("key", said("脱敏钥匙 {path} 不在了", path=path), todo)
    elif known and fingerprint(masking_key(folder)) != known:
        yield wrong("key", said("脱敏钥匙 {path} 不是以前用的那一把", path=path), todo)
    else:
        yield right("key", said("脱敏钥匙：在，就是以前用的那一把") if known else said("脱敏钥匙：在"))
