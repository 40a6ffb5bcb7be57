"""Every address of the network, asked for by every role, of her own and another's.

The table says who is let in; an address that is not in it fails, so that nobody can add
one without saying so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from apps.conftest import Site
from apps.organisations import (
    new_count,
    organisation,
    owned,
    person,
    place,
    remove_all,
)

ROLES = ("editor", "coordinator", "verifier", "statistician", "law_editor", "admin")
OWNERS = {f"{role} of it" for role in ROLES}
SIGNED_IN = OWNERS | {f"{role} elsewhere" for role in ROLES}
ALL = SIGNED_IN | {"public"}
NOBODY: set[str] = set()


def both(*roles: str) -> set[str]:
    return {f"{role} {where}" for role in roles for where in ("of it", "elsewhere")}


NEAR = OWNERS | both("coordinator", "admin")
SAFE = OWNERS | both("admin")


@dataclass(frozen=True)
class Expected:
    """Who may look, and who may send this form."""

    get: set[str]
    post: set[str]
    form: dict[str, str] | None = None
    given: tuple[str, ...] = ()


FORM = {
    "key": "a-key-of-this-form-1",
    "n": "2450",
    "women_not": "yes",
    "as_of": "2026-01",
    "basis": "fees",
    "says": "committee",
    "page": "https://example.org/seen",
}
PROPOSAL = {"name": "New", "page": "https://example.org/new"}
SIGN_IN = {"email": "{name}", "password": "four words in here"}
MESSAGE = {"email": "ana@example.org", "text": "Hello."}
DECISION = {"decision": "accept", "reason": "Seen."}
ONE = ("permanent",)
TWO = ("permanent", "other")
CHANGED = {
    "old": "{permanent}",
    "page": "https://example.org/congress",
    "reason": "Seen.",
}
TABLE = {
    "own-home": Expected(SIGNED_IN, NOBODY),
    "own-sign-in": Expected(ALL, ALL, SIGN_IN),
    "own-sign-out": Expected(NOBODY, ALL),
    "own-password": Expected(ALL, ALL, {"email": "x@example.org"}),
    "own-accept": Expected(ALL, ALL, {"password": "new words in here"}, ("secret",)),
    "own-claim": Expected(
        ALL, ALL, {"email": "x@example.org", "proof": "A page."}, ("slug",)
    ),
    "own-stop": Expected(ALL, ALL, {}, ("key",)),
    "own-propose": Expected(
        both("coordinator", "admin"), both("coordinator", "admin"), PROPOSAL
    ),
    "own-verify": Expected(both("verifier"), NOBODY),
    "own-verify-one": Expected(
        both("verifier"),
        {"verifier elsewhere"},
        {"state": "source_checked", "reason": "Seen."},
        ("count",),
    ),
    "own-write": Expected(SIGNED_IN, SIGNED_IN, MESSAGE, ("slug",)),
    "own-record": Expected(NEAR, NOBODY, given=ONE),
    "own-count": Expected(NEAR, NEAR, FORM, ONE),
    "own-fields": Expected(SAFE, SAFE, {"name": "Vendors of Lima"}, ONE),
    "own-hide": Expected(NOBODY, SAFE, {}, ONE),
    "own-show": Expected(NOBODY, SAFE, {}, ONE),
    "own-risk": Expected(NOBODY, NEAR, {"level": "high", "reason": "arrests"}, ONE),
    "own-see": Expected(NOBODY, SAFE, {"visibility": "network"}, ONE),
    "own-invite": Expected(NOBODY, SAFE, {"email": "x@example.org"}, ONE),
    "own-consent": Expected(SAFE, SAFE, {"email": "x@example.org", "agree": "1"}, ONE),
    "own-withdraw": Expected(NOBODY, NEAR, {}, ("permanent", "consent")),
    "relay": Expected(ALL, ALL, MESSAGE, ("slug",)),
    "organisations": Expected(ALL, NOBODY),
    "organisations-file": Expected(ALL, NOBODY, given=("form",)),
    "organisation": Expected(ALL, NOBODY, given=("slug",)),
    "organisation-why": Expected(ALL, NOBODY, given=("slug", "field")),
    "organisation-id": Expected(ALL, NOBODY, given=ONE),
    "members": Expected(ALL, NOBODY, given=("slug",)),
    "rates": Expected(ALL, NOBODY),
    "rates-file": Expected(ALL, NOBODY),
    "rate": Expected(ALL, NOBODY, given=("rate",)),
    "network-desk": Expected(both("coordinator", "admin"), NOBODY),
    "network-invite": Expected(
        NOBODY,
        both("admin") | {"coordinator of it"},
        {"email": "x@example.org", "role": "editor", "organisation": "{permanent}"},
    ),
    "network-claim": Expected(NOBODY, both("admin"), DECISION, ("claim",)),
    "network-message": Expected(
        NOBODY, both("coordinator", "admin"), DECISION, ("message",)
    ),
    "network-tables": Expected(
        both("coordinator", "admin"), both("coordinator", "admin")
    ),
    "network-template": Expected(
        both("coordinator", "admin"), NOBODY, given=("table",)
    ),
    "network-doubles": Expected(both("admin"), NOBODY),
    "network-pair": Expected(
        both("admin"), both("admin"), {"decision": "two", "reason": "Seen."}, TWO
    ),
    "network-changes": Expected(both("admin"), NOBODY),
    "network-merge": Expected(
        NOBODY, both("admin"), {**CHANGED, "into": "{other}"}, ()
    ),
    "network-split": Expected(
        NOBODY, both("admin"), {**CHANGED, "names": "North\nSouth"}, ()
    ),
}


WITHOUT_LANGUAGE = ("network-", "organisation-id")


@dataclass(frozen=True)
class World:
    """One organisation with all that can be asked of it, and who asks."""

    given: dict[str, str]
    cookies: dict[str, str]


@pytest.fixture(scope="module")
def world(site: Site) -> Iterator[World]:
    from django.test import override_settings

    backend = "django.core.mail.backends.locmem.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend):
        made, editor = owned("Vendors of Lima")
        yield World(_given(made, editor), _everybody(made, editor))
    remove_all()


def _given(made: Any, editor: Any) -> dict[str, str]:
    import datetime

    from headload.apps.network.kinds import ContactKind, Given, Purpose, Visibility
    from headload.apps.network.models import Reminder
    from headload.apps.network.rights import COMMAND_LINE, Role
    from headload.apps.network.services import (
        NewConsent,
        NewInvitation,
        add_contact,
        add_count,
        ask_to_claim,
        give_consent,
        invite,
        write,
    )

    editor.user.set_password("four words in here")
    editor.user.save()
    count = add_count(made, new_count(), editor)
    agreed = NewConsent(
        Purpose.CONTACT_RELAY,
        Visibility.NETWORK,
        "en",
        Given.FORM,
        datetime.datetime.now(datetime.UTC).date(),
    )
    consent = give_consent(made, agreed, editor)
    add_contact(consent, ContactKind.EMAIL, "secret@vendors.example", editor)
    new = NewInvitation("new@example.org", Role.EDITOR, made)
    return {
        "permanent": made.permanent,
        "other": organisation("Vendors of Callao").permanent,
        "table": "organisations.csv",
        "form": "csv",
        "field": "name",
        "rate": _rate(),
        "slug": made.slug,
        "name": editor.user.username,
        "count": count.permanent,
        "consent": consent.permanent,
        "secret": invite(new, COMMAND_LINE)[1],
        "key": Reminder.objects.create(user=editor.user, organisation=made).key,
        "claim": ask_to_claim(made, "y@example.org", "A page.", "en").permanent,
        "message": write(made, "z@example.org", "Hello.", "en").permanent,
    }


def _rate() -> str:
    """Return the permanent id of a rate that all may see."""
    from headload.apps.network.models import RepresentationRate
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import compute_rates, record_count

    here = organisation("Vendors of Xts", area=place("xts"), city="")
    record_count(here, new_count(area=place("xts")), COMMAND_LINE)
    compute_rates()
    return str(RepresentationRate.objects.latest("pk").permanent)


def _everybody(made: Any, editor: Any) -> dict[str, str]:
    """Return the key of a session for each who asks; empty for the public."""
    found = {"public": "", "editor of it": _session(editor.user)}
    found["editor elsewhere"] = _session(owned("Vendors of Cusco")[1].user)
    for role in ROLES[1:]:
        for where in ("of it", "elsewhere"):
            user = _with_role(role)
            if where == "of it":
                made.owners.add(user)
            found[f"{role} {where}"] = _session(user)
    return found


def _with_role(role: str) -> Any:
    from headload.apps.network.rights import Role
    from headload.apps.network.roles import grant

    user = person(role).user
    user.email = f"{user.username}@example.org"
    user.is_superuser = role == "admin"
    user.save()
    if role != "admin":
        grant(user, Role(role))
    return user


def _session(user: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user, "headload.apps.network.own.backend.Careful")
    return str(client.cookies["sessionid"].value)


def addresses() -> set[str]:
    """Return the name of each address whose view is of the network."""
    from django.urls import get_resolver

    def walk(patterns: Any) -> Iterator[Any]:
        for each in patterns:
            if hasattr(each, "url_patterns"):
                yield from walk(each.url_patterns)
            else:
                yield each

    return {
        each.name or str(each.pattern)
        for each in walk(get_resolver().url_patterns)
        if getattr(each.callback, "__module__", "").startswith("headload.apps.network")
    }


def test_every_address_of_the_network_has_its_place_in_the_table(site: Site) -> None:
    assert addresses() == set(TABLE)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", TABLE)
def test_those_are_let_in_who_should_be_and_nobody_else(
    world: World, name: str, method: str
) -> None:
    expected = TABLE[name]
    let_in = {
        who
        for who, session in world.cookies.items()
        if _is_let_in(world, session, name, method)
    }
    assert let_in == getattr(expected, method)


def _is_let_in(world: World, session: str, name: str, method: str) -> bool:
    """Ask, take back what was written, and tell whether it was allowed."""
    from django.db import transaction
    from django.test import Client
    from django.urls import reverse

    client = Client()
    if session:
        client.cookies["my-en"] = client.cookies["sessionid"] = session
    expected = TABLE[name]
    given = [world.given[each] for each in expected.given]
    spoken = () if name.startswith(WITHOUT_LANGUAGE) else ("en",)
    address = reverse(name, args=[*spoken, *given])
    form = {
        key: value.format(**world.given) for key, value in (expected.form or {}).items()
    }
    with transaction.atomic():
        answer = getattr(client, method)(address, form if method == "post" else {})
        transaction.set_rollback(True)
    assert answer.status_code in {200, 302, 403, 404, 405}, answer.content.decode()
    to = answer.headers.get("Location", "")
    sent_away = "next=" in to or to == "/desk/"
    return answer.status_code in {200, 302} and not sent_away
