"""Which encoding a file is likely in that we do not read: named for the person, never used for reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from etl.language import said

# So much of a file is looked at.
_SAMPLE = 1 << 17
# Among these the likely one is looked for; what is called by no name here is ours to read.
_NAMES = {
    "big5hkscs": "Big5（繁体）",
    "cp932": "Shift-JIS（日文）",
    "shift_jis_2004": "Shift-JIS（日文）",
    "euc_jis_2004": "EUC-JP（日文）",
    "cp949": "EUC-KR（韩文）",
    "euc_kr": "EUC-KR（韩文）",
    "cp1252": "单字节（如 Latin-1）",
    "iso8859-1": "单字节（如 Latin-1）",
    "cp1251": "单字节（如 Latin-1）",
    "koi8-r": "单字节（如 Latin-1）",
}
# Read as GB18030, text in these shows characters nobody uses; Chinese text is all but wholly of the common ones.
_COMMON_SHARE = 0.8
# More characters than that are not by chance valid in both encodings.
_ENOUGH = 8
_KANA = re.compile(r"[\u3041-\u30fe]")
# Korean syllables lie where the common Chinese characters from 啊 to 若 lie; few texts keep to those.
_KOREAN_FROM, _FEWEST_KOREAN = range(0xB0, 0xC9), 6


@dataclass(frozen=True)
class Likely:
    """What the encoding is called, and whether the characters bear it out."""

    name: str
    is_sure: bool

    def sentence(self) -> str:
        """Return what to tell the person."""
        return said(
            "这个文件像是 {name}编码，不是 UTF-8 或 GB18030。请用 WPS 或 Excel 打开原表，另存为“CSV UTF-8”后重新上传。",
            name=said(self.name),
        )


def likely_encoding(path: Path) -> Likely | None:
    """Return the encoding the file at ``path`` looks like; None when it looks like one of those we read."""
    import chardet  # Only a file about which there is doubt asks for it.

    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    # A character may be cut at the end of the sample, hardly a line feed.
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    found = chardet.detect(
        sample,
        include_encodings=[*_NAMES, "gb18030", "utf-8"],
        no_match_encoding="gb18030",
        empty_input_encoding="utf-8",
        compat_names=False,
    )
    name = _NAMES.get(found["encoding"] or "")
    return Likely(name, _is_borne_out(name, sample)) if name else None


def may_be_gb18030(path: Path) -> bool:
    """Return whether a file of UTF-8 is GB18030 as well: its few characters are of two bytes each, as Ŀ is 目."""
    if path.stat().st_size > _SAMPLE:
        return False
    content = path.read_bytes()
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    characters = [c for c in content.decode("utf-8", "replace") if c > "\x7f"]
    return 0 < len(characters) < _ENOUGH and max(characters) < "\u0800"


def _is_borne_out(name: str, sample: bytes) -> bool:
    """Whether the bytes, read as GB18030, show that they are not: a few characters alone let a detector guess."""
    try:
        characters = [c for c in sample.decode("gb18030") if c > "\x7f"]
    except UnicodeDecodeError:
        return True
    if name.startswith("EUC-JP"):
        return bool(_KANA.search("".join(characters)))
    common = [c.encode("gb2312", "ignore") for c in characters]
    if name.startswith("EUC-KR"):
        korean = sum(1 for c in common if c and c[0] in _KOREAN_FROM)
        return len(characters) >= _FEWEST_KOREAN and korean >= 0.95 * len(characters)
    return sum(1 for c in common if c) < _COMMON_SHARE * len(characters)
