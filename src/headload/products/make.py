"""Make the products of a release: read it, checked, and write one directory.

Only `read_release` is called, so nothing but published figures can come in. The
release itself is sealed and stays as it is; products go beside it.
"""

import hashlib
import importlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from headload.errors import BadInput, WrongUse
from headload.products.address import known_address
from headload.products.prose import Prose
from headload.products.software import CARDS, CHARTS, CODES, PAGES, SDMX, needed
from headload.products.words import Words, known_languages
from headload.releases import SealedRelease, read_release
from headload.releases.atomic import need_writable, write_directory
from headload.releases.manifest import LIST_OF_FILES, to_json
from headload.releases.write import files_in

FORMAT = "headload-products/1"
LIST_OF_PRODUCTS = "products.json"

Files = Iterator[tuple[str, bytes]]
Maker = Callable[[SealedRelease, Sequence[str]], Files]


def make_products(
    directory: Path,
    out: Path | None = None,
    *,
    languages: Sequence[str],
    only: Sequence[str] = (),
    address: str = "",
) -> Path:
    """Make the products of the release in `directory`.

    Parameters
    ----------
    out
        New, empty, or holding earlier products, which are replaced whole; beside
        the release as ``DIR.products`` when None.
    languages
        Codes of the languages to write in.
    only
        Kinds among `PRODUCTS`; all when empty.
    address
        Where the figures can be followed on the web: the brief prints the address
        of the figure that it traces, and its QR code. Neither when empty.

    Returns
    -------
    Path
        The absolute path of the products.

    Raises
    ------
    WrongUse
        HL-PUB-01 for an unknown language, -04 for an unknown kind of product, -06
        or -08 where the software of a product is not installed, -12 for an address
        that is none.
    BadInput
        HL-PUB-02 or -03 when a text is not translated; -05 when something else
        stands at `out`; -11 when SDMX has no word for a period; HL-REL codes when
        the release is not as it was sealed.
    """
    kinds = _known(only)
    spoken = known_languages(languages)
    base = known_address(address)
    makers: dict[str, Maker] = {**PRODUCTS, "brief": partial(_brief, base=base)}
    place = directory.absolute()
    target = out or place.with_name(f"{place.name}.products")
    need_writable(target)
    release = read_release(place)
    files: dict[str, bytes] = {}
    for kind in kinds:
        files |= dict(makers[kind](release, spoken))
    listed = _list(release, files)
    return write_directory(
        target,
        {**files, LIST_OF_PRODUCTS: to_json(listed)},
        may_replace=_only_products,
    )


def _workbook(release: SealedRelease, languages: Sequence[str]) -> Files:
    try:
        importlib.import_module("xlsxwriter")
    except ModuleNotFoundError:
        raise WrongUse(
            "The workbook needs software that is not installed: xlsxwriter",
            where="headload publish",
            to_do="install headload[publish], or make the rest with --only csv",
            code="HL-PUB-06",
        ) from None
    from headload.products.workbook import workbook

    for language in languages:
        yield f"release.{language}.xlsx", workbook(Words(release, language))


def _csv(release: SealedRelease, languages: Sequence[str]) -> Files:
    del languages  # codes are the same in all
    from headload.products.flat import flat

    yield "estimates.csv", flat(release)


def _charts(release: SealedRelease, languages: Sequence[str]) -> Files:
    needed("The charts", CHARTS)
    from headload.products.charts import chart_files, draw_charts

    for language in languages:
        for chart in draw_charts(Prose(Words(release, language))):
            yield from chart_files(chart, language)


def _brief(release: SealedRelease, languages: Sequence[str], base: str = "") -> Files:
    needed("The briefs", (*PAGES, *CODES) if base else PAGES)
    from headload.products.brief import brief

    for language in languages:
        yield f"brief.{language}.pdf", brief(Prose(Words(release, language)), base)


def _cards(release: SealedRelease, languages: Sequence[str]) -> Files:
    needed("The cards", CARDS)
    from headload.products.card import card_files

    for language in languages:
        yield from card_files(Prose(Words(release, language)))


def _metadata(release: SealedRelease, languages: Sequence[str]) -> Files:
    del languages  # labels stand in it in all
    from headload.products.flat import flat
    from headload.products.metadata import data_package, dcat

    content = flat(release)
    printed, size = hashlib.sha256(content).hexdigest(), len(content)
    package = data_package(release, printed, size)
    yield "estimates.csv", content
    yield "datapackage.json", to_json(package)
    yield "dcat.jsonld", to_json(dcat(release, {"estimates.csv": (printed, size)}))


def _citation(release: SealedRelease, languages: Sequence[str]) -> Files:
    from headload.products import citation

    for language in languages:
        words = Words(release, language)
        stem = f"citation.{language}"
        yield f"{stem}.txt", f"{citation.plain(words)}\n".encode()
        yield f"{stem}.bib", citation.bibtex(words).encode()
        yield f"{stem}.json", citation.csl(words).encode()


def _sdmx(release: SealedRelease, languages: Sequence[str]) -> Files:
    needed("The files of SDMX", SDMX)
    from headload.products.sdmx import sdmx_files

    yield from sdmx_files(release, languages)


PRODUCTS: Mapping[str, Maker] = {
    "workbook": _workbook,
    "csv": _csv,
    "charts": _charts,
    "brief": _brief,
    "card": _cards,
    "metadata": _metadata,
    "citation": _citation,
    "sdmx": _sdmx,
}
"""What can be made of a release, by the word that ``--only`` takes."""


def _known(only: Sequence[str]) -> list[str]:
    unknown = sorted(set(only) - set(PRODUCTS))
    if unknown:
        raise WrongUse(
            f"There is no product called: {', '.join(unknown)}",
            where="--only",
            to_do=f"choose among {', '.join(PRODUCTS)}",
            code="HL-PUB-04",
        )
    return [kind for kind in PRODUCTS if kind in only or not only]


def _list(release: SealedRelease, files: Mapping[str, bytes]) -> dict[str, object]:
    sealed = (release.directory / LIST_OF_FILES).read_bytes()
    return {
        "format": FORMAT,
        "release": release.manifest.id,
        "release_sha256": hashlib.sha256(sealed).hexdigest(),
        "files": {
            name: {"bytes": len(made), "sha256": hashlib.sha256(made).hexdigest()}
            for name, made in sorted(files.items())
        },
    }


def _only_products(directory: Path) -> None:
    """Refuse to replace anything but products without files of others."""
    ours = not directory.is_symlink() and directory.is_dir()
    found = set(files_in(directory)) if ours else set()
    try:
        content = (directory / LIST_OF_PRODUCTS).read_bytes() if found else b"{}"
        parts = json.loads(content)
        listed = set(parts.get("files", ())) | {LIST_OF_PRODUCTS}
        ours = ours and (not found or parts["format"] == FORMAT) and found <= listed
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        ours = False
    if not ours:
        raise BadInput(
            "The target holds something that is not products of a release",
            where=str(directory),
            to_do="choose a new directory, or move what stands there away",
            code="HL-PUB-05",
        )
