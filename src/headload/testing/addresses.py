"""The reference of addresses: pages, files and APIs of a site, from its own resolver.

What an address gives is said by the first line of the view behind it. The desk of the
editors is Wagtail's and is left out.
"""

import functools
import inspect
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HEAD = """# Addresses

Every address of a site that readers, organisations and programs may ask, made from the site itself (`make docs`). `en` stands for any language of the site: en, es, fr, pt or hi. What stands in `<...>` differs; `{csv,json}` is one of these forms. Editors write at `/desk/`. Permanent addresses are those under `/id/` and `/en/e/ID@RELEASE`: they stay for ever. Addresses with `my` ask for an account.
"""  # noqa: E501  (one paragraph of Markdown)
API = "## For programs: JSON"
WATCHERS = """## For those who watch a site

| address | gives |
| --- | --- |
| `/health` | that the process answers |
| `/ready` | that readers get pages, or why not (503) |
| `/metrics` | counts for Prometheus, to the networks of `HEADLOAD_METRICS` |"""
TITLES = {
    "explorer": "Figures",
    "pages": "Pages of groups, places and Programmes",
    "search": "Search",
    "library": "Library",
    "network": "Organisations",
    "voice": "Laws, processes, demands, papers, wins",
    "site": "The site itself",
    "common": "Catalogue",
}
OWN = "An organisation's own pages"
_MAYBE = re.compile(r"\(\?:((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)\?")
"""What may be left out, such as ``(?:@<release>)?``."""
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_CHOICE = re.compile(r"\(\?P<(\w+)>((?:[\w.\\|-]|\([^)]*\))+)\)")
_NAMED = re.compile(r"\(\?P<(\w+)>(?:\[[^\]]*\]|[^()\[\]])+\)")


@dataclass(frozen=True)
class Address:
    """An address of the site and what it gives."""

    path: str
    section: str
    gives: str


def addresses() -> Iterator[Address]:
    """Yield every address outside desk and JSON API, in the order of the resolver."""
    _set_up()
    from django.urls import get_resolver

    for route, each in _routes(get_resolver().url_patterns):
        if route.startswith(("desk/", "api/")):
            continue
        view = inspect.unwrap(each.callback)
        app = view.__module__.split(".")[2]
        section = OWN if "/my/" in route else TITLES[app]
        told = inspect.getdoc(view) or (each.name or view.__name__).replace("-", " ")
        yield Address(readable(route), section, _said(told))


def operations() -> Mapping[str, Mapping[str, Any]]:
    """Return what the JSON API answers, by path, as OpenAPI describes it."""
    _set_up()
    from headload.apps.site.urls import api  # type: ignore[attr-defined]  # with all routers

    return {
        path: each["get"] for path, each in api.get_openapi_schema()["paths"].items()
    }


def address_page() -> str:
    """Return the page of addresses as Markdown."""
    found = list(addresses())
    parts = [HEAD.rstrip()]
    for section in (*TITLES.values(), OWN):
        rows = [
            f"| `{each.path}` | {each.gives} |"
            for each in found
            if each.section == section
        ]
        table = ["| address | gives |", "| --- | --- |", *rows]
        parts += [f"## {section}", "\n".join(table)]
    return "\n\n".join([*parts, API, _api(), WATCHERS]) + "\n"


def readable(route: str) -> str:
    """Return a route of the resolver as a person writes it down."""
    text = route.replace("<language:language>", "en").replace("^", "").replace("$", "")
    text = text.replace("/?", "")
    for _ in range(3):  # parts stand within parts
        text = _MAYBE.sub(r"[\1]", text)
        text = _NAMED.sub(r"<\1>", _choices(text))
    return "/" + _PART.sub(r"<\1>", text).replace("\\", "")


def _choices(text: str) -> str:
    def shown(part: re.Match[str]) -> str:
        if part[1] == "language":
            return "en"
        if "|" not in part[2]:
            return part[2] if part[1] == "form" else part[0]
        return "{" + ",".join(part[2].split("|")) + "}"

    return _CHOICE.sub(shown, text)


def _api() -> str:
    rows = []
    for path, each in operations().items():
        asked = ", ".join(
            f"`{one['name']}`"
            for one in each.get("parameters", ())
            if one["in"] == "query"
        )
        told = _said(each.get("description") or each["summary"])
        shown = path.replace("{", "<").replace("}", ">")
        rows.append(f"| `{shown}` | {asked} | {told} |")
    return "\n".join(
        [
            "`/api/openapi.json` describes it (OpenAPI 3.1). 300 questions a minute.\n",
            "| address | parameters | gives |",
            "| --- | --- | --- |",
            *rows,
        ]
    )


def _routes(patterns: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for each in patterns:
        route = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from _routes(each.url_patterns, route)
        else:
            yield route, each


def _said(told: str) -> str:
    """Return the first line of a docstring without the verb that all of them have."""
    line = told.splitlines()[0].removeprefix("Answer with ").rstrip(".")
    return line[0].upper() + line[1:].replace("|", "\\|")


@functools.cache
def _set_up() -> None:
    """Set Django up where nobody has, in a folder of its own: no site is needed."""
    from django.apps import apps

    if apps.ready:
        return
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headload.apps.site.settings")
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("HEADLOAD_HOME")
        os.environ["HEADLOAD_HOME"] = folder
        django.setup()
        del os.environ["HEADLOAD_HOME"]
        if before is not None:
            os.environ["HEADLOAD_HOME"] = before
