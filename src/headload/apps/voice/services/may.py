"""Who may write demands and evidence, in the roles of the network."""

from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import Demand


def may_speak(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether she may ask, or demand, for an organisation."""
    return actor.role in {Role.ADMIN, Role.COORDINATOR} or actor.owns(organisation)


def may_keep(actor: Actor, demand: Demand) -> bool:
    """Tell whether she may write to a demand: its owners, and who coordinates them."""
    if actor.role in {Role.ADMIN, Role.COORDINATOR, Role.LAW_EDITOR}:
        return True
    owners = demand.owners.select_related("organisation")
    return any(actor.owns(each.organisation) for each in owners if each.organisation)


def may_add(actor: Actor, owners: list[Organisation]) -> bool:
    """Tell whether she may write down a demand of these organisations."""
    if actor.role in {Role.ADMIN, Role.COORDINATOR, Role.LAW_EDITOR}:
        return True
    return any(actor.owns(each) for each in owners)


def may_cite(actor: Actor, demand: Demand) -> bool:
    """Tell whether she may put evidence to a claim."""
    return actor.role == Role.STATISTICIAN or may_keep(actor, demand)


def may_dispute(actor: Actor) -> bool:
    """Tell whether she may dispute a claim: everybody who has an account."""
    return actor.role != Role.PUBLIC


def may_answer(actor: Actor) -> bool:
    """Tell whether she may answer requests and define gaps."""
    return actor.role in {Role.ADMIN, Role.STATISTICIAN}


def may_review(actor: Actor) -> bool:
    """Tell whether she may check a testimony for names, and show it."""
    return actor.role in {Role.ADMIN, Role.COORDINATOR}
