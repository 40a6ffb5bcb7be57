"""Every address of the site, with something behind it, and those who ask for it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

ROLES = ("coordinator", "verifier", "statistician", "law_editor")
ACTORS = ("public", "owner", "stranger", *ROLES, "writer", "editor", "admin")
_GROUP = re.compile(r"\(\?P<(\w+)>((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)")
_MAYBE = re.compile(r"\(\?:/\(.*\)\?|\(\?:@\(.*?\)\)\?")
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_SNIPPET = re.compile(r"desk/snippets/(?:choose/)?(\w+)/(\w+)/")
_TRIED = ("1", "xts", "csv", "bib", "dataflow", "l", "1/1/1", "a" * 26, "a" * 43)
_SAID = {
    "language": "en",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "action_name": "approve",
    "filter_spec": "max-10x10",
    "app_label": "headload_library",
    "app_name": "headload_library",
    "model_name": "work",
    "content_type_app_name": "headload_pages",
    "content_type_model_name": "newspage",
    "action": "delete",
    "chosen": "dark",
}
"""What stands in an address for a part of it, where nothing else is known."""


@dataclass(frozen=True)
class Address:
    """An address as the resolver has it, and one that it answers."""

    route: str
    path: str


def every(things: Mapping[str, str]) -> Iterator[Address]:
    """Yield every address, with the numbers of things in the place of its parts.

    Parameters
    ----------
    things
        What to put in for a part: by ``part``, or ``app.model:pk`` for snippets.
    """
    seen = set()
    for route in _routes(get_resolver().url_patterns):
        if route not in seen:
            seen.add(route)
            yield Address(route, _filled(route, things))


def _routes(patterns: Any, before: str = "") -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from _routes(each.url_patterns, route)
        else:
            yield route


def _filled(route: str, things: Mapping[str, str]) -> str:
    snippet = _SNIPPET.match(route)
    own = things.get(f"{snippet[1]}.{snippet[2]}", "") if snippet else ""

    def said(name: str, pattern: str) -> str:
        known = own if name == "pk" and own else things.get(name, _SAID.get(name, ""))
        written = pattern.replace("\\", "").split("|")
        tried = (known, *_TRIED, *written)
        return next(each for each in tried if re.fullmatch(pattern, each))

    plain = _GROUP.sub(lambda part: said(part[1], part[2]), _MAYBE.sub("", route))
    plain = _PART.sub(lambda part: said(part[1], ".+"), plain).replace(".*", "nothing")
    return "/" + re.sub(r"[\^$\\]|/\?$", "", plain.replace("/?$", "/"))


def let_in(client: Any, session: str, method: str, path: str) -> bool | int:
    """Ask, take back what was written; tell whether it was allowed, or how it failed.

    The browser forgets all it had before, since some answers sign out.
    """
    from django.db import transaction

    client.cookies.clear()
    if session:
        client.cookies["my-en"] = client.cookies["sessionid"] = session
    with transaction.atomic():
        answer = getattr(client, method)(path)
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        return int(answer.status_code)
    to = answer.headers.get("Location", "")
    sent_away = "next=" in to or to in {"/desk/", "/desk/login/"}
    refused = answer.status_code in {401, 403, 404, 405} or sent_away
    return not refused


def first(model: Any) -> Any:
    """Return something of a kind; made of what it must have, where there is none."""
    found = model.objects.first()
    return found if found is not None else _made(model)


_ONE_OF = {"headload_voice.filing": "organisation", "headload_voice.law": "issuer"}
"""What is filled in of a kind that must have one of several things."""


_OF_TYPE = {
    "DateField": "2026-01-01",
    "DateTimeField": "2026-01-01T00:00:00Z",
    "URLField": "https://example.org/",
}


def _something(field: Any) -> Any:
    """Return a value that a field takes."""
    kind = field.get_internal_type()
    if field.is_relation:
        return first(field.related_model)
    if kind in _OF_TYPE:
        return _OF_TYPE[kind]
    if field.choices:
        return field.choices[0][0]
    return 1 if "Integer" in kind else "2026"


def _made(model: Any) -> Any:
    values: dict[str, Any] = {}
    if one := _ONE_OF.get(model._meta.label_lower):
        of = model._meta.get_field(one).related_model
        values[one] = first(of) if of else "2026"
    for field in model._meta.concrete_fields:
        if not (field.primary_key or field.null or field.has_default() or field.blank):
            values[field.name] = _something(field)
    made = model(**values)
    made.save()
    return made


def everybody() -> dict[str, str]:
    """Return the key of a session for each who asks; empty for the public.

    Names of the accounts begin with ``network-``.
    """
    from django.test import Client

    found = {"public": ""}
    for name in ACTORS[1:]:
        client = Client()
        client.force_login(_account(name), _BACKEND)
        found[name] = str(client.cookies["sessionid"].value)
    return found


_BACKEND = "headload.apps.network.own.backend.Careful"


def _account(name: str) -> Any:
    from apps.organisations import owned, person
    from headload.apps.network.rights import Role
    from headload.apps.network.roles import grant
    from headload.apps.site.accounts import make_editor

    if name in {"owner", "stranger"}:
        return owned(f"Vendors, {name}")[1].user
    user = person("public").user
    if name in ROLES:
        grant(user, Role(name))
    else:
        make_editor(
            user.username,
            "four words in here",
            admin=name == "admin",
            writer=name == "writer",
        )
        user.refresh_from_db()
    return user
