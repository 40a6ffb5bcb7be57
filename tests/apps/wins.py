"""Made wins, agreements and platforms for tests, in one line each."""

import itertools
from typing import Any

from apps.demands import source
from apps.index import settle
from apps.organisations import group, organisation, place

_NUMBERS = itertools.count(1)


def other_source(name: str = "press") -> Any:
    from headload.apps.voice.models import Source

    return Source.objects.get_or_create(address=f"https://example.org/{name}")[0]


def new_win(**values: Any) -> Any:
    from headload.apps.voice.services.outcomes import NewOutcome, Telling

    told = {
        "slug": f"won-{next(_NUMBERS)}",
        "kind": "law",
        "texts": {
            "en": Telling("Nobody is fined without a hearing", unmet="No fixed places"),
            "es": Telling("No hay multas sin audiencia"),
        },
        "sources": [source()],
        "date": "2024-06",
        "area": place("per-lima"),
        "sectors": [group()],
    }
    return NewOutcome(**{**told, **values})


def win(by: Any = None, **values: Any) -> Any:
    """Return a win of street vendors in Lima that everybody may see."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services.outcomes import log

    return log(new_win(**values), by or COMMAND_LINE)


def part(outcome: Any, organisation: Any, by: Any, text: str = "We marched.") -> Any:
    from headload.apps.voice.models import Contribution
    from headload.apps.voice.services.statements import contribute

    said = Contribution(outcome=outcome, organisation=organisation, text=text)
    return contribute(said, by)


def doubt(outcome: Any, by: Any, text: str = "Fines go on.", **values: Any) -> Any:
    from headload.apps.voice.models import Dispute
    from headload.apps.voice.services.statements import dispute

    return dispute(Dispute(outcome=outcome, text=text, **values), by)


def agreement(**values: Any) -> Any:
    from headload.apps.voice.models import Agreement, Clause

    told = {
        "slug": f"agreed-{next(_NUMBERS)}",
        "title": "Agreement on market stalls",
        "workers": "Union of Vendors",
        "counterpart": "Made City Council",
        "counterpart_kind": "city",
        "state": "signed",
        "signed": "2023",
        "persons": 400,
        "area": place("per-lima"),
    }
    made = Agreement(**{**told, **values})
    made.sources, made.sectors = [source()], [group()]
    made.clauses = [Clause(question="Who pays for water?", number="3", answer="City")]
    made.save()
    return made


def platform(slug: str, demands: list[Any]) -> Any:
    from headload.apps.voice.models import Platform

    made = Platform(slug=slug, title="Our platform")
    made.sources, made.demands = [source()], demands
    made.save()
    return made


def won(slug: str, agreed: str, prepared: str) -> None:
    """Make a disputed win, the agreement that it is of, and a platform."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.models import Demand

    asked = list(Demand.objects.public())
    made = win(slug=slug, demands=asked, agreement=agreement(slug=agreed), persons=400)
    part(made, organisation("Union of the Square"), COMMAND_LINE)
    doubt(made, COMMAND_LINE, name="Made City Council", source=other_source())
    platform(prepared, asked)


def remove_all() -> None:
    """Take everything away but the history, which cannot be."""
    from headload.apps.voice.models import (
        Agreement,
        Contribution,
        Dispute,
        Filing,
        FollowUp,
        Outcome,
    )

    for model in (Filing, FollowUp, Dispute, Contribution, Outcome, Agreement):
        model.objects.all().delete()
    settle("win")
