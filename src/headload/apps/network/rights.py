"""Who may write what: the roles of the network and what each is allowed.

Everybody is refused what no line here allows. An administrator keeps accounts, claims
and merges; what is restricted she opens only with a reason that is kept.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from headload.apps.network.models import MembershipCount, Organisation
from headload.errors import RefusedByPolicy


class Role(StrEnum):
    """What somebody is in the network."""

    PUBLIC = "public"
    EDITOR = "editor"
    COORDINATOR = "coordinator"
    VERIFIER = "verifier"
    STATISTICIAN = "statistician"
    LAW_EDITOR = "law_editor"
    ADMIN = "admin"


@dataclass(frozen=True)
class Actor:
    """Somebody who reads or writes, in one of her roles.

    Parameters
    ----------
    user
        Her account; none for readers without one, and for the command line.
    """

    user: Any
    role: Role

    @property
    def who(self) -> str:
        """The number of her account, as the history keeps it."""
        return str(self.user.pk) if self.user else "command line"

    def owns(self, organisation: Organisation) -> bool:
        """Tell whether she keeps the record of this organisation."""
        if self.user is None or self.role == Role.PUBLIC:
            return False
        return bool(organisation.owners.filter(pk=self.user.pk).exists())


READER = Actor(None, Role.PUBLIC)
COMMAND_LINE = Actor(None, Role.ADMIN)
"""Whoever may run programs where the site is; the history says so."""


def may_create(actor: Actor) -> bool:
    """Tell whether she may add an organisation."""
    return actor.role in {Role.ADMIN, Role.COORDINATOR}


def may_edit(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether she may change a record; a claimed one is its organisation's."""
    if actor.role == Role.ADMIN or actor.owns(organisation):
        return True
    return actor.role == Role.COORDINATOR and not organisation.claimed


def may_count(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether she may add a count; a coordinator's stands beside the others."""
    coordinates = actor.role in {Role.ADMIN, Role.COORDINATOR}
    return coordinates or actor.owns(organisation)


def may_affiliate(actor: Actor, child: Organisation, parent: Organisation) -> bool:
    """Tell whether she may say that one belongs to the other."""
    coordinates = actor.role in {Role.ADMIN, Role.COORDINATOR}
    return coordinates or actor.owns(child) or actor.owns(parent)


def may_hide(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether she may hide a record, or show it again."""
    return actor.role == Role.ADMIN or actor.owns(organisation)


def may_raise_risk(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether she may raise the risk; whoever coordinates may at once."""
    return may_count(actor, organisation)


def may_lower_risk(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether she may lower the risk: the organisation alone."""
    return actor.owns(organisation)


def may_verify(actor: Actor, count: MembershipCount) -> bool:
    """Tell whether she may check a count: not her own, nor her organisation's."""
    if actor.role != Role.VERIFIER or actor.user is None:
        return False
    own = count.entered_by_id == actor.user.pk
    return not own and not actor.owns(count.organisation)


def may_invite(actor: Actor, role: Role, organisation: Organisation | None) -> bool:
    """Tell whether she may invite somebody to a role.

    Editors of a record by whoever may change it: its organisation, or a coordinator
    while nobody claimed it. All other roles by administrators alone.
    """
    if role == Role.EDITOR:
        return organisation is not None and may_edit(actor, organisation)
    return actor.role == Role.ADMIN and role not in {Role.PUBLIC, Role.ADMIN}


def may_moderate(actor: Actor) -> bool:
    """Tell whether she may let messages through."""
    return actor.role in {Role.ADMIN, Role.COORDINATOR}


def need(allowed: bool, actor: Actor, what: str) -> None:
    """Refuse what is not allowed.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21.
    """
    if not allowed:
        raise RefusedByPolicy(
            f"A person in the role {actor.role.value} may not {what}",
            where="the roles of the network",
            to_do="ask the organisation itself, or an administrator of the site",
            code="HL-NET-21",
        )
