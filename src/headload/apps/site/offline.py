"""A place or group on a memory stick: its pages, tables, cards and brief in one zip.

Pages are those of the site, asked for through its own door, with links that lead from
file to file; what is not in the zip is written without a link. Opened without a
network, and without a server, it reads like the site.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from headload.apps.common.groups import SLUGS
from headload.apps.common.models import Concept, Scheme
from headload.apps.explorer.choose import latest_by_place
from headload.apps.explorer.models import Release
from headload.apps.explorer.store import figures_of, products_of
from headload.apps.pages.addresses import address_of
from headload.errors import BadInput

_FIRST = (1980, 1, 1, 0, 0, 0)
_LINK = re.compile(r'(?P<name>href|src)="(?P<address>/[^"]*)"')
_STYLES = (
    "tokens.css",
    "style.css",
    "hindi.css",
    "mark.svg",
    "noto-sans-devanagari-400.woff2",
)
_FORM = re.compile(r"<form .*?</form>", re.DOTALL)
_HASHED = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
_WANTED = re.compile(r"(brief|release|cards/[\w-]+)\.\w+(\.\w+)?")


@dataclass(frozen=True)
class Contents:
    """What goes into a zip.

    Parameters
    ----------
    start
        Address of the first page; the figures that it speaks of come too.
    pages
        Addresses of further pages, with the name of the file of each.
    files
        What was made of releases, by the name in the zip.
    """

    start: str
    pages: Mapping[str, str]
    files: Mapping[str, Path]


def contents_of(subject: str, language: str) -> Contents | None:
    """Return what goes into the zip of a worker group, country or city.

    Parameters
    ----------
    subject
        ``street-vendors``, ``ecu``, or a city below its country: ``mex/mexico-city``.

    Returns
    -------
    Contents, optional
        Nothing for a subject that the vocabulary does not have, or without numbers.
    """
    releases = latest_by_place()
    if subject in SLUGS:
        return _of_group(subject, releases, language)
    country, _, city = subject.partition("/")
    concept = Concept.objects.filter(
        scheme=Scheme.PLACE, code=f"{country}-{city}" if city else country
    ).first()
    own = [each for each in releases if each.place == country]
    if concept is None or not own:
        return None
    return _of_place(address_of(concept, language), own[0], language)


def bundle(contents: Contents, language: str) -> bytes:
    """Return the zip of a group or place in one language; the same bytes each time.

    Raises
    ------
    BadInput
        HL-SITE-11 when a page of it cannot be made.
    """
    ask = _asking()
    files = {
        f"files/{name}": path.read_bytes() for name, path in contents.files.items()
    }
    files |= {f"style/{name}": _static(name) for name in _STYLES}
    names = {
        contents.start: "index.html",
        reverse("about", args=[language]): "how-to-read.html",
        reverse("words", args=[language]): "words.html",
        **contents.pages,
    }
    names |= _figures(ask, list(names), language)
    for address, name in names.items():
        page = ask(address)
        if page is None:
            raise BadInput(
                "A page of the bundle cannot be made",
                where=address,
                to_do="look at the page on the site; load the release again",
                code="HL-SITE-11",
            )
        files[name] = _inside(page, names, set(files) | set(names.values())).encode()
    return _zipped(files)


def _of_group(slug: str, releases: Sequence[Release], language: str) -> Contents:
    group = SLUGS[slug]
    pages, files = {}, {}
    for release in releases:
        place = release.place
        figures = figures_of(release)
        for indicator in figures.indicators:
            if group in figures.codes(indicator, "worker_group"):
                address = reverse("explore", args=[language, place, indicator])
                pages[address] = f"table-{place}-{indicator}.html"
        card = f"{group.replace('_', '-')}.{language}."
        for name, path in products_of(release).items():
            if PurePosixPath(name).name.startswith(card):
                files[f"{place}-{PurePosixPath(name).name}"] = path
    return Contents(reverse("group", args=[language, slug]), pages, files)


def _of_place(start: str, release: Release, language: str) -> Contents:
    place = release.place
    pages = {reverse("place", args=[language, place]): "numbers.html"}
    for indicator in figures_of(release).indicators:
        address = reverse("explore", args=[language, place, indicator])
        pages[address] = f"table-{indicator}.html"
    files = {
        PurePosixPath(name).name: path
        for name, path in products_of(release).items()
        if f".{language}." in name and _WANTED.match(name)
    }
    return Contents(start, pages, files)


def _figures(
    ask: Callable[[str], str | None], addresses: Sequence[str], language: str
) -> dict[str, str]:
    """Return the pages of the figures that some pages speak of in sentences."""
    prefix = f"/{language}/e/"
    spoken = [each for each in addresses if "/numbers/" not in each or each[-1] == "/"]
    found = [
        link["address"]
        for address in spoken
        for link in _LINK.finditer(ask(address) or "")
    ]
    return {
        address: f"figure-{address.removeprefix(prefix)}.html"
        for address in found
        if address.startswith(prefix)
    }


def _static(name: str) -> bytes:
    return Path(finders.find(f"headload/{name}")).read_bytes()


def _inside(page: str, names: Mapping[str, str], files: set[str]) -> str:
    """Return a page whose links lead to files of the zip, or nowhere.

    A form asks a server, so it is left out.
    """

    def led(link: re.Match[str]) -> str:
        path = urlsplit(link["address"].replace("&amp;", "&"))
        fragment = f"#{path.fragment}" if path.fragment else ""
        static = f"/{settings.STATIC_URL.strip('/')}/headload/"
        if path.path.startswith(static):
            own = _HASHED.sub("", path.path.removeprefix(static))
            return f'{link["name"]}="style/{own}"'
        product = f"files/{PurePosixPath(path.path).name}"
        if "/files/" in path.path and product in files:
            return f'{link["name"]}="{product}"'
        known = names.get(path.path)
        return f'{link["name"]}="{known}{fragment}"' if known else ""

    return _LINK.sub(led, _FORM.sub("", page))


def _asking() -> Callable[[str], str | None]:
    """Return what asks the site's own door for a page, and follows where it leads."""
    door = WSGIHandler()

    def ask(address: str) -> str | None:
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]]) -> None:
            said.update(status=int(status.split()[0]), headers=dict(headers))

        for _ in range(3):
            path, _mark, query = address.partition("?")
            content = b"".join(door(_environment(path, query), start))
            if said["status"] == HTTPStatus.OK:
                return content.decode()
            if said["status"] != HTTPStatus.FOUND:
                return None
            address = said["headers"]["Location"]
        return None

    return ask


def _environment(path: str, query: str) -> dict[str, object]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": settings.ALLOWED_HOSTS[0],
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _FIRST), files[name])
    return made.getvalue()
