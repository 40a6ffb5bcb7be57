"""Typst sets pages from a template and data, in a folder of its own.

Text comes as JSON, never as markup, so no label can change a page. Fonts of the
machine are not looked at and no clock is read.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

from headload.errors import BadInput
from headload.products.fonts import font_folders
from headload.releases.manifest import to_json

_PPI = 144


def pdf(
    template: str, content: Mapping[str, Any], pictures: Mapping[str, str]
) -> bytes:
    """Return the pages as PDF/UA-1.

    Parameters
    ----------
    template
        Source of the template; it reads ``content.json``.
    pictures
        SVG by file name.

    Raises
    ------
    BadInput
        HL-PUB-10 when Typst refuses, as for a picture without alternative text.
    """
    return _set(template, content, pictures, "pdf")


def png(
    template: str, content: Mapping[str, Any], pictures: Mapping[str, str]
) -> bytes:
    """Return the one page as PNG, two pixels a point.

    Raises
    ------
    BadInput
        HL-PUB-10 when Typst refuses.
    """
    return _set(template, content, pictures, "png")


def _set(
    template: str,
    content: Mapping[str, Any],
    pictures: Mapping[str, str],
    form: Literal["pdf", "png"],
) -> bytes:
    with tempfile.TemporaryDirectory(prefix="headload-pages-") as folder:
        place = Path(folder)
        (place / "page.typ").write_text(template, "utf-8")
        (place / "content.json").write_bytes(to_json(content))
        for name, svg in pictures.items():
            (place / name).write_text(svg, "utf-8")
        compiler = typst.Compiler(
            input=str(place / "page.typ"),
            root=str(place),
            font_paths=font_folders(),
            ignore_system_fonts=True,
        )
        try:
            if form == "pdf":
                made = compiler.compile(format=form, pdf_standards=["ua-1"])
            else:
                made = compiler.compile(format=form, ppi=_PPI)
        except typst.TypstError as refused:
            raise _refusal(refused.message) from None
    if not isinstance(made, bytes):
        raise _refusal("a picture has one page")
    return made


def _refusal(why: str) -> BadInput:
    return BadInput(
        f"The pages cannot be set: {why}",
        where="products.pages",
        to_do="give pictures an alternative text and shorten labels; see the message",
        code="HL-PUB-10",
    )
