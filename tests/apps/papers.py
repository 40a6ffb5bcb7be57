"""Made papers, sign-ons and delegations for tests, in one line each."""

import datetime
import itertools
from typing import Any

from apps.demands import demand, numbered
from apps.index import settle
from apps.organisations import group, owned, person, place

_NUMBERS = itertools.count(1)


def body(said: Any) -> str:
    return (
        f"We sell in the street. {{claim:{said.permanent}}}\n\n# What we ask\n\n"
        f"1. A fixed place for {{figure:{said.permanent}}}.\n2. A seat.\n\n"
        "- No confiscation.\n- No <b>fines</b>.\n"
    )


def spanish(said: Any) -> str:
    return (
        f"Vendemos en la calle. Somos {{figure:{said.permanent}}}.\n\n# Qué pedimos\n\n"
        "1. Un lugar fijo.\n2. Un asiento en la mesa.\n"
    )


def french(said: Any) -> str:
    return (
        f"Nous vendons dans la rue : {{figure:{said.permanent}}}.\n\n"
        "# Ce que nous demandons\n\n- Une place fixe.\n"
    )


def texts(said: Any) -> Any:
    """Return a text in three languages that quotes a claim."""
    from headload.apps.voice.services.papers import Written

    return {
        "en": Written("The street is work", body(said), "Vendors in Lima"),
        "es": Written("La calle es trabajo", spanish(said)),
        "fr": Written("La rue, c'est du travail", french(said)),
    }


def planned(**values: Any) -> Any:
    """Return a paper of street vendors in Lima, with an empty first version."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services.papers import NewPaper, plan

    told = {
        "slug": f"paper-{next(_NUMBERS)}",
        "kind": "position_paper",
        "area": place("per-lima"),
        "sectors": [group()],
        "owners": ["Made Union"],
    }
    return plan(NewPaper(**{**told, **values}), COMMAND_LINE)


def final(said: Any = None, **values: Any) -> Any:
    """Return a version whose text is fixed."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services.papers import finalise, review, write

    said = said or numbered(demand())
    version = planned(**values).versions.get()
    write(version, texts(said), COMMAND_LINE)
    review(version, COMMAND_LINE)
    finalise(version, COMMAND_LINE)
    return version


def public(said: Any = None, **values: Any) -> Any:
    """Return a version that readers see."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services.papers import publish_version

    version = final(said, **values)
    publish_version(version, COMMAND_LINE)
    return version


def next_version(version: Any, publish: bool = True) -> Any:
    """Return a later version with another title, fixed."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services.papers import (
        Written,
        begin_version,
        finalise,
        publish_version,
        review,
        write,
    )

    new = begin_version(version.document, COMMAND_LINE, what="A harder word")
    text = new.texts.get(language="en")
    write(
        new,
        {"en": Written("The street is our work", f"{text.body}\n\nAnd soon.")},
        COMMAND_LINE,
    )
    review(new, COMMAND_LINE)
    finalise(new, COMMAND_LINE)
    if publish:
        publish_version(new, COMMAND_LINE)
    return new


def mandate(**values: Any) -> Any:
    from headload.apps.voice.services.sign_ons import Mandate

    told = {
        "organ": "assembly",
        "decided_on": datetime.date(2026, 1, 10),
        "minute": "Minutes 4, page 2",
        "signer": "secretary",
    }
    return Mandate(**{**told, **values})


def signer(name: str, **values: Any) -> tuple[Any, Any]:
    """Return an organisation and an account of it that can be written to."""
    made, editor = owned(name, **values)
    editor.user.email = f"{editor.user.username}@example.org"
    editor.user.save()
    return made, editor


def colleague(made: Any) -> Any:
    """Return another account of an organisation."""
    other = person("editor")
    made.owners.add(other.user)
    return other


def signed(version: Any, name: str, display: str = "name", **values: Any) -> Any:
    """Return a sign-on that counts."""
    from headload.apps.voice.services.sign_ons import How, confirm, sign

    made, editor = signer(name, **values)
    kept = sign(version, made, mandate(), editor, How(display=display))
    confirm(kept, colleague(made))
    return kept


def written_paper(slug: str, process: str) -> None:
    """Make a paper in two versions with a claim that is out of date, and signatories.

    It is prepared for a process, to which somebody is sent.
    """
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.models import Process
    from headload.apps.voice.services.delegations import NewDelegation, send

    for_ = Process.objects.get(slug=process)
    said = numbered(demand())
    old = public(said, slug=slug, process=for_)
    signed(old, "Signed before")
    new = next_version(old)
    for name, display in (("Signed", "name"), ("C", "country"), ("H", "hidden")):
        kept = signed(new, name, display)
    type(said).objects.filter(pk=said.pk).update(
        state="stale", stale_on=datetime.date(2026, 2, 1)
    )
    send(kept.organisation, NewDelegation(for_, 3), COMMAND_LINE)


def remove_papers() -> None:
    """Take papers, sign-ons and delegations away; the history stays."""
    from headload.apps.voice.models import Delegation, Document, SignOn

    for model in (SignOn, Delegation, Document):
        model.objects.all().delete()
    settle("paper")
