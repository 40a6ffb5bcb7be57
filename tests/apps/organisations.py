"""Organisations, people and counts for tests of the network, made in one line each."""

import itertools
from typing import Any

_NUMBERS = itertools.count(1)


def person(role: str) -> Any:
    """Return somebody with an account, in a role."""
    from django.contrib.auth import get_user_model

    from headload.apps.network.rights import Actor, Role

    name = f"network-{next(_NUMBERS)}"
    return Actor(get_user_model().objects.create_user(name), Role(role))


def place(code: str) -> Any:
    from headload.apps.common.models import Concept

    return Concept.objects.get(scheme="place", code=code)


def group(code: str = "street-vendors") -> Any:
    from headload.apps.common.models import Concept

    return Concept.objects.get(scheme="worker_group", code=code)


def organisation(name: str, **values: Any) -> Any:
    """Return an organisation of street vendors in Lima that everybody may see."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import NewOrganisation, Seen, create

    identifiers = values.pop("identifiers", ())
    new = NewOrganisation(
        name=name,
        sources=[Seen(f"https://example.org/{next(_NUMBERS)}")],
        values={"area": place("per-lima"), "city": "Lima", **values},
        sectors=[group()],
        identifiers=identifiers,
    )
    return create(new, COMMAND_LINE)


def owned(name: str, **values: Any) -> tuple[Any, Any]:
    """Return an organisation that keeps its own record, and who does."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import claim

    made, editor = organisation(name, **values), person("editor")
    claim(made, editor.user, COMMAND_LINE, reason="showed a letter")
    return made, editor


def new_count(value: int = 120, **values: Any) -> Any:
    """Return a count of persons that lacks nothing."""
    from decimal import Decimal

    from headload.apps.network.kinds import Basis, Unit
    from headload.apps.network.services import NewCount, Seen

    told = {
        "unit": Unit.PERSONS,
        "basis": Basis.DECLARED,
        "declared_by": "self",
        "source": Seen("https://example.org/report"),
        "sector": group(),
        "women_share": Decimal("0.6"),
        "as_of": "2025-03",
    }
    return NewCount(value=value, **{**told, **values})


def affiliated(child: Any, parent: Any) -> Any:
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import NewAffiliation, Seen, affiliate

    new = NewAffiliation(source=Seen("https://example.org/members"))
    return affiliate(child, parent, new, COMMAND_LINE)


def remove_all() -> None:
    """Take everything away but the history, which cannot be."""
    from django.contrib.auth import get_user_model

    from headload.apps.network import models

    order = (
        *("Contact", "Consent", "Overlap", "MembershipCount", "ChangeEvent", "Seat"),
        *("Affiliation",),
    )
    for name in order:
        getattr(models, name).objects.all().delete()
    models.Organisation.objects.update(merged_into=None)
    models.Organisation.objects.all().delete()
    models.Source.objects.all().delete()
    get_user_model().objects.filter(username__startswith="network-").delete()
