"""Who may write wins, in the roles of the network."""

from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import Demand, Outcome
from headload.apps.voice.services.may import may_keep

_TRUSTED = {Role.ADMIN, Role.COORDINATOR, Role.LAW_EDITOR}
_CHECKS = {Role.ADMIN, Role.COORDINATOR, Role.VERIFIER}


def is_trusted(actor: Actor) -> bool:
    """Tell whether what she writes is shown without anybody looking at it first."""
    return actor.role in _TRUSTED


def may_log(actor: Actor, organisation: Organisation | None) -> bool:
    """Tell whether she may log a win, for an organisation or for none."""
    own = organisation is not None and actor.owns(organisation)
    return own or is_trusted(actor)


def may_keep_win(actor: Actor, outcome: Outcome) -> bool:
    """Tell whether the record of a win is hers, or her task."""
    return may_log(actor, outcome.logged_for)


def is_hers_alone(actor: Actor, demands: list[Demand]) -> bool:
    """Tell whether all the demands that a win is of are hers; one of none is."""
    return all(may_keep(actor, each) for each in demands)


def may_state(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether she may speak for an organisation: its own people alone.

    While nobody has claimed its record, whoever coordinates may.
    """
    if actor.owns(organisation):
        return True
    coordinates = actor.role in {Role.ADMIN, Role.COORDINATOR}
    return coordinates and not organisation.claimed


def may_let_through(actor: Actor) -> bool:
    """Tell whether she may show what waits, decline it, and settle disputes."""
    return actor.role in {Role.ADMIN, Role.COORDINATOR}


def may_verify_win(actor: Actor, outcome: Outcome) -> bool:
    """Tell whether she may verify a win: a second person, of no organisation in it."""
    if actor.role not in _CHECKS or actor.user is None:
        return False
    if outcome.entered_by_id == actor.user.pk:
        return False
    parties = [each.organisation for each in outcome.contributions.all()]
    parties += [outcome.logged_for] if outcome.logged_for else []
    return not any(actor.owns(each) for each in parties)
