"""Delegations: how many an organisation sends; who they are is sealed.

What the public sees is the organisation, the group, the country and how many.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from headload.apps.common.models import Concept
from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role, need
from headload.apps.network.sealing import seal, unseal
from headload.apps.voice.models import Delegation, DelegationMember, Process
from headload.apps.voice.services.steps import checked
from headload.errors import BadInput


@dataclass(frozen=True)
class Member:
    """Somebody who is sent; `visa` is how far hers is."""

    name: str
    visa: str = ""


@dataclass(frozen=True)
class NewDelegation:
    """Whom an organisation sends to a process.

    Parameters
    ----------
    members
        None leaves the names as they are.
    """

    process: Process
    places: int
    members: Sequence[Member] | None = None
    sector: Concept | None = None
    interpreters: int = 0


def send(organisation: Organisation, new: NewDelegation, by: Actor) -> Delegation:
    """Write down a delegation, or one anew; names that are given replace those before.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-PAP-13 for more people than places, HL-VOI-05 for what breaks a rule.
    """
    need(_may_keep(by, organisation), by, "send people for this organisation")
    with writing():
        found = Delegation.objects.filter(
            process=new.process, organisation=organisation
        ).first()
        before = found.members.count() if found else 0
        people = before if new.members is None else len(new.members)
        if people > new.places:
            raise BadInput(
                f"There are {people} people and {new.places} places",
                where="delegation",
                to_do="give as many places as people, or fewer people",
                code="HL-PAP-13",
            )
        kept = found or Delegation(process=new.process, organisation=organisation)
        kept.sector, kept.places = new.sector, new.places
        kept.interpreters = new.interpreters
        checked(kept).save()
        changes = [Change("places", "", kept.places)]
        if new.members is not None:
            _seal(kept, new.members)
            changes += [
                Change("member", "", each.name, restricted=True) for each in new.members
            ]
        record(by, "send", kept, changes)
    return kept


def members_of(kept: Delegation, by: Actor, *, reason: str) -> list[Member]:
    """Open the names of a delegation; the history says who did, and why.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    opens = by.owns(kept.organisation) or by.role == Role.ADMIN
    need(opens and bool(reason.strip()), by, "open the names of a delegation")
    with writing():
        record(by, "open", kept, [Change("members")], reason=reason)
    return [Member(**json.loads(unseal(each.sealed))) for each in kept.members.all()]


def forget(kept: Delegation, by: Actor) -> None:
    """Take the names of a delegation away, when it is back; how many stays.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    need(_may_keep(by, kept.organisation), by, "forget the names of a delegation")
    with writing():
        gone, _ = kept.members.all().delete()
        record(by, "forget", kept, [Change("members", gone, 0)])


def _seal(kept: Delegation, members: Sequence[Member]) -> None:
    kept.members.all().delete()
    for each in members:
        sealed = seal(json.dumps(asdict(each), ensure_ascii=False))
        DelegationMember.objects.create(delegation=kept, sealed=sealed)


def _may_keep(actor: Actor, organisation: Organisation) -> bool:
    return actor.owns(organisation) or actor.role in {Role.ADMIN, Role.COORDINATOR}
