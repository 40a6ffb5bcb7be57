"""What is withdrawn or hidden is gone from everything that the site gives out."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.conftest import Site
from apps.crawled import crawl
from apps.organisations import affiliated, new_count
from apps.planted import NEVER, QUIET, SAID, SPOKEN, became, remove_spoken, speaking
from apps.represented import country, rate, remove_country, union

PLANT = "zqxplant"
ASKED = ("/en/search/?q=vendors", "/en/search/?q=plant", "/es/search/?q=members")


@pytest.fixture(autouse=True)
def _country(site: Site) -> Iterator[None]:
    country()
    yield
    remove_spoken()
    remove_country()


def planted() -> tuple[Any, Any]:
    """Return an organisation with a string of ours in all it can say, and a consent."""
    from django.utils import timezone

    from headload.apps.network.kinds import (
        ContactKind,
        Given,
        NameKind,
        Purpose,
        SeatKind,
        Visibility,
    )
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import (
        NewConsent,
        NewSeat,
        Seen,
        add_contact,
        add_identifier,
        add_name,
        add_seat,
        add_source,
        change,
        give_consent,
        record_count,
    )

    by = COMMAND_LINE
    made = union(f"{PLANT}-name Vendors")
    for field in (
        *("acronym", "legal_status", "city", "other_sectors", "democratic_evidence"),
        *("description", "activities", "note", "pseudonym"),
    ):
        change(made, field, f"{PLANT}-{field.replace('_', '-')}", by, reason="test")
    change(made, "does_research", True, by, reason="test")
    change(made, "links", f"https://example.org/{PLANT}-links", by, reason="test")
    add_name(made, f"{PLANT}-other-name", NameKind.SHORT, by, reason="test")
    add_identifier(made, f"{PLANT}-scheme", f"{PLANT}-number", by, reason="test")
    add_source(made, Seen(f"https://example.org/{PLANT}-source"), by)
    source = Seen(f"https://example.org/{PLANT}-count-source")
    record_count(
        made,
        new_count(
            4_321,
            source=source,
            declared_by=f"{PLANT}-declared-by",
            method_note=f"{PLANT}-method-note",
        ),
        by,
    )
    record_count(made, new_count(3_987, source=source, as_of="2023-03"), by)
    record_count(
        made,
        new_count(
            17, source=source, part=f"{PLANT}-part", occasion=f"{PLANT}-occasion"
        ),
        by,
    )
    add_seat(made, NewSeat(f"{PLANT}-seat", SeatKind.MEMBER, source=source), by)
    consent = give_consent(
        made,
        NewConsent(
            purpose=Purpose.CONTACT_RELAY,
            scope=Visibility.PUBLIC,
            language="en",
            how=Given.FORM,
            given_on=timezone.localdate() - datetime.timedelta(days=10),
            person=f"{PLANT}-person",
        ),
        by,
    )
    for kind in ContactKind:
        add_contact(consent, kind, f"{PLANT}-{kind.value}", by)
    federation = union("Planted Federation")
    affiliated(made, federation)
    record_count(federation, new_count(900, declared_by=made.slug), by)
    return made, consent


def of(made: Any) -> tuple[str, ...]:
    """Return the addresses that an organisation could be found at, or named."""
    names = (made.slug, made.permanent.lower(), "planted-federation")
    own = (f"organisations/{each}/members/" for each in names)
    kept = (f"organisations/{each}/" for each in CHANGED)
    spoken = (f"/en/{each}" for each in (*own, *kept, *SPOKEN, *QUIET))
    return (*spoken, f"/id/o/{made.permanent.lower()}", "/api/wins", "/api/papers")


CHANGED = (
    *("planted-heir", "planted-half", f"{PLANT}-name-vendors"),
    *(f"{PLANT}-{each}-vendors" for each in ("merged", "twin", "gone", "parted")),
)
"""What organisations that became others are found at, then and now."""
COUNTED = ("4,321", "3,987")
"""Numbers of its members; two of them make a picture."""


def told(site: Site, *more: str) -> dict[str, str]:
    return {
        address: text
        for address, text in crawl(site.client, *ASKED, *more)
        if PLANT in text
    }


def drawn(site: Site, made: Any) -> str:
    """Return the picture of its numbers over time."""
    answer = site.client.get(f"/en/organisations/{made.slug}/")
    page = answer.content.decode()
    return page.partition('<svg class="plot plot--counts"')[2].partition("<figcaption")[
        0
    ]


PROTECTED = ("person", "email", "phone", "address", "pseudonym", *NEVER)
KEPT_BACK = ("identifiers", "links", "activities", "legal_status", "other_sectors")
"""Fields that the organisation shows to the network alone."""
OF_THOSE = ("scheme", "number", "links", "activities", "legal-status", "other-sectors")


def test_what_an_organisation_hides_is_gone_from_everywhere(
    site: Site, tmp_path: Path
) -> None:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import hide_now, keep_back, withdraw_consent
    from headload.apps.voice.services import withdraw_use

    made, consent = planted()
    testimony = speaking(made, PLANT, tmp_path)
    hidden = became(made, PLANT)
    keep_back(made, KEPT_BACK, COMMAND_LINE, reason="test")
    addresses = of(made)
    before = told(site, *addresses)
    assert addresses[0] in before
    assert "/en/places/xts/" in before
    assert [each for each in SPOKEN if f"/en/{each}" not in before] == []
    assert [each for each in QUIET if f"/en/{each}" in before] == []
    for said in set(SAID) - set(NEVER):
        assert any(f"{PLANT}-{said}" in text for text in before.values()), said
    for where, text in before.items():
        never = (*PROTECTED, *OF_THOSE)
        assert not [each for each in never if f"{PLANT}-{each}" in text], where
    for where, was in (("heir", "gone"), ("half", "parted"), (made.slug, "merged")):
        where = where if where == made.slug else f"planted-{where}"
        assert f"{PLANT}-{was}" in before[f"/en/organisations/{where}/"]
    assert f"{PLANT}-twin" in before[f"/en/organisations/{made.slug}/"]
    assert [each for each in COUNTED if each not in drawn(site, made)] == []
    shown = rate(site)["id"].lower()
    withdraw_consent(consent, COMMAND_LINE)
    withdraw_use(testimony, "text", COMMAND_LINE)
    assert {each.sealed for each in consent.contacts.all()} == {""}
    assert consent.person == ""
    for each in hidden:
        hide_now(each, COMMAND_LINE)
    more = (*addresses, *before, f"/en/rates/{shown}/", f"/api/rates/{shown}")
    after = dict(crawl(site.client, *ASKED, *more))
    assert not [where for where, text in after.items() if PLANT in text]
    for number in COUNTED:
        assert not [where for where, text in after.items() if number in text]
    assert any(where.endswith(".pdf") for where in after)
    assert any(where.endswith(".xlsx") for where in after)


def test_an_organisation_at_high_risk_is_in_none_of_it(
    site: Site, tmp_path: Path
) -> None:
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import change, raise_risk
    from headload.apps.voice.services import withdraw_use

    made, _ = planted()
    testimony = speaking(made, PLANT, tmp_path)
    risky = became(made, PLANT)
    withdraw_use(testimony, "text", COMMAND_LINE)
    addresses = of(made)
    assert told(site, *addresses)
    for each in risky:
        raise_risk(each, RiskLevel.HIGH, COMMAND_LINE, reason="arrests")
    mask = f"{PLANT}-pseudonym"  # all that may be left of it, beside its country
    after = told(site, *addresses)
    assert {w for w, text in after.items() if PLANT in text.replace(mask, "")} == set()
    change(made, "pseudonym", "", COMMAND_LINE, reason="test")
    assert told(site, *addresses) == {}  # without a pseudonym it is nowhere
