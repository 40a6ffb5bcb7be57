"""Writing demands: proposed, moved through their life, put in place of earlier ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headload.apps.common.models import Concept
from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, need
from headload.apps.voice.models import (
    Aim,
    Body,
    Demand,
    DemandOwner,
    DemandText,
    Process,
    Provision,
    Source,
)
from headload.apps.voice.models.demands import line_of
from headload.apps.voice.services.may import may_add, may_keep
from headload.apps.voice.services.steps import checked, published, step
from headload.apps.voice.states import DEMAND_MOVES, DemandState
from headload.apps.voice.texts.versions import newest_beside
from headload.errors import BadInput

_WRITE = "write to this demand"


@dataclass(frozen=True)
class NewDemand:
    """What is known of a demand when it is written down.

    Parameters
    ----------
    texts
        By language; the first is that in which it was written.
    owners
        Organisations; a name alone for one that has no record here.
    """

    slug: str
    texts: Mapping[str, str]
    owners: Sequence[Organisation | str] = ()
    sources: Sequence[Source] = ()
    state: str = DemandState.DRAFT.value
    area: Concept | None = None
    place: str = ""
    targets: Sequence[Body] = ()
    processes: Sequence[Process] = ()
    sectors: Sequence[Concept] = ()
    everyone: bool = False
    others: bool = False


def propose(new: NewDemand, by: Actor, reason: str = "") -> Demand:
    """Write a demand down.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-05 for what breaks a rule.
    """
    owners = [each for each in new.owners if isinstance(each, Organisation)]
    need(may_add(by, owners), by, "write down a demand of these organisations")
    with writing():
        demand = Demand(
            slug=new.slug,
            language=next(iter(new.texts), "en"),
            state=new.state,
            area=new.area,
            place=new.place,
            everyone=new.everyone,
            others=new.others,
        )
        demand.texts = [
            DemandText(language=language, text=text)
            for language, text in new.texts.items()
        ]
        demand.owners = [
            DemandOwner(name=each)
            if isinstance(each, str)
            else DemandOwner(organisation=each)
            for each in new.owners
        ]
        for name in ("sources", "targets", "processes", "sectors"):
            setattr(demand, name, getattr(new, name))
        for text in demand.texts.all():
            text.clean_fields(exclude=["demand"])
        checked(demand).save()
        published(demand, by)
        changes = [Change("state", "", new.state)]
        changes += [
            Change(f"text {language}"[:40], "", text, restricted=True)
            for language, text in new.texts.items()
        ]
        source = " ".join(each.address for each in new.sources)
        record(by, "create", demand, changes, reason=reason, source=source)
    return demand


def move(demand: Demand, state: str, by: Actor, *, reason: str) -> None:
    """Say how far a demand is now.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for a state that does not follow.
    """
    need(may_keep(by, demand), by, _WRITE)
    with writing():
        kept = Demand.objects.get(pk=demand.pk)
        step(kept, state, DEMAND_MOVES, by, reason=reason)
        published(kept, by)
    demand.refresh_from_db()


def supersede(earlier: Demand, later: Demand, by: Actor, *, reason: str) -> None:
    """Put a later demand in place of an earlier one, which stays readable.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-09 where the demands would stand in a circle.
    """
    need(may_keep(by, later), by, _WRITE)
    with writing():
        kept = Demand.objects.get(pk=later.pk)
        if kept.pk in line_of(Demand.objects.get(pk=earlier.pk)):
            raise BadInput(
                f'"{earlier.slug}" stands in place of "{later.slug}" already',
                where=f"demand {later.slug}, what it stands in place of",
                to_do="write a new demand, and put that one in place of both",
                code="HL-VOI-09",
            )
        old = kept.supersedes.slug if kept.supersedes else ""
        kept.supersedes = earlier
        published(kept, by)
        change = Change("supersedes", old, earlier.slug)
        record(by, "supersede", kept, [change], reason=reason)
    later.refresh_from_db()


def aim(demand: Demand, provision: Provision, by: Actor) -> None:
    """Aim a demand at a provision of a text.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-13 for a provision of an earlier text, where a later one is here; -05 for
        one that it is aimed at already.
    """
    need(may_keep(by, demand), by, _WRITE)
    newest = newest_beside(provision)
    if newest != provision.version:
        raise BadInput(
            f'"{provision.number}" is of an earlier version of the text',
            where=f"law {provision.law.slug}, {provision.version}",
            to_do="aim at the provision of the newest version",
            code="HL-VOI-13",
        )
    with writing():
        kept = Demand.objects.get(pk=demand.pk)
        new = Aim(
            demand=kept,
            law=provision.law,
            number=provision.number,
            provision=provision,
        )
        checked(new)
        kept.aims.add(new)
        published(kept, by)
        change = Change("aim", "", f"{provision.law.slug} {provision.number}")
        record(by, "aim", kept, [change])
