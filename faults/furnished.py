"""A site with something of everything, and the pages of it that crowds read."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from faults.room import Room

ORGANISATIONS = 20
EMAIL = "rosa.canary@example.org"
PHONE = "+51 999 314 159"


def furnished(room: Room, name: str) -> tuple[Path, dict[str, str]]:
    """Return a site of its own on SQLite, and a page of each kind."""
    told = room.folder / "pages.json"
    if not told.exists():
        furnish(room, room.home("furnished"), {}, told)
    pages: dict[str, str] = json.loads(told.read_text("utf-8"))
    return room.copied(room.folder / "furnished", name), pages


def furnish(room: Room, home: Path, more: Mapping[str, str], told: Path) -> None:
    """Put something of everything on a site, and its pages into a file.

    Raises
    ------
    RuntimeError
        When that fails.
    """
    command = (sys.executable, "-m", "faults.furnished", str(room.folder / "voice"))
    done = room.ended((*command, str(told)), home=home, more=more)
    if done.status:
        raise RuntimeError(done.said[-2000:])


def main(folder: Path, told: Path) -> None:
    """Furnish the site in HEADLOAD_HOME, and write its pages into a file."""
    import django

    django.setup()
    from headload.apps.search.index import rebuild

    _organisations()
    _laws(folder)
    rebuild()
    told.write_text(json.dumps(pages()), "utf-8")


def _organisations() -> None:
    from apps.organisations import affiliated, new_count, organisation, owned
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    federation = organisation("Federation of trials")
    for number in range(ORGANISATIONS):
        made = organisation(f"Vendors {number}")
        record_count(made, new_count(100 + number), COMMAND_LINE)
        affiliated(made, federation)
    kept, editor = owned("Vendors who keep their record")
    record_count(kept, new_count(77, as_of="2020-03"), COMMAND_LINE)
    editor.user.email = EMAIL
    editor.user.set_password("three words here")
    editor.user.username = "amina"
    editor.user.save()
    _contact(kept, editor)


def _contact(organisation: Any, editor: Any) -> None:
    from django.utils import timezone

    from headload.apps.network.kinds import ContactKind, Given, Purpose, Visibility
    from headload.apps.network.services import NewConsent, add_contact, give_consent

    consent = NewConsent(
        purpose=next(iter(Purpose)),
        scope=Visibility.NETWORK,
        language="es",
        how=next(iter(Given)),
        given_on=timezone.localdate(),
        person="Rosa Canary",
    )
    given = give_consent(organisation, consent, editor)
    add_contact(given, ContactKind.PHONE, PHONE, editor)


def _laws(folder: Path) -> None:
    from apps.laws import written
    from headload.apps.voice.seed import bring_in

    bring_in(written(folder))


def pages() -> dict[str, str]:
    """Return a page of each kind by its name."""
    from django.urls import reverse

    from headload.apps.explorer.models import Estimate
    from headload.apps.voice.models import Law

    figure = Estimate.objects.filter(indicator="employment", value__isnull=False)[0]
    release = figure.release.release_id
    return {
        "home": "/en/",
        "list of organisations": reverse("organisations", args=["en"]),
        "list of works": reverse("library", args=["en"]),
        "search": "/en/search/?q=street+vendors",
        "figure": f"/en/e/{figure.estimate_id}",
        "PDF": reverse("product", args=["en", release, "brief.en.pdf"]),
        "organisation": reverse("organisation", args=["en", "vendors-7"]),
        "law": reverse("law", args=["en", Law.objects.earliest("pk").slug]),
        "calendar": reverse("calendar", args=["en"]),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
