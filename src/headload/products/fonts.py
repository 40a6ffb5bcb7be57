"""The fonts that every product uses: Noto, from packages, never from the machine.

A brief looks the same everywhere only if the fonts of the machine are not looked at.
"""

from functools import cache
from importlib import resources
from pathlib import Path

import uharfbuzz as hb

_PACKAGES = (
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_serif",
)
_FILES = {
    "latin": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "devanagari": (
        "fontpkg_noto_sans_devanagari",
        "NotoSansDevanagari[wdth,wght].ttf",
    ),
}


def font_folders() -> list[str]:
    """Return the folders of all fonts, for Typst."""
    return [str(_folder(package)) for package in _PACKAGES]


@cache
def face(script: str, *, bold: bool) -> hb.Font:
    """Return the sans face of a script, in regular or bold."""
    package, name = _FILES[script]
    blob = hb.Blob.from_file_path(str(_folder(package) / name))
    font = hb.Font(hb.Face(blob))
    font.set_variations({"wght": 700 if bold else 400, "wdth": 100})
    return font


def _folder(package: str) -> Path:
    return Path(str(resources.files(package))) / "files"
