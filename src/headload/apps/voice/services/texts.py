"""A text has a new version: an editor says where the demands aimed at it belong now.

Nothing moves by itself. Each move is kept in words, in the history too, and owners are
told of it by mail.
"""

from collections.abc import Mapping

from django.utils import timezone

from headload.apps.network.history import Change, record, writing
from headload.apps.network.rights import Actor, Role, need
from headload.apps.voice.models import Aim, AimMove, Demand, Provision, TextVersion
from headload.apps.voice.services.mails import tell_owners_after
from headload.apps.voice.services.steps import published
from headload.apps.voice.texts.versions import newest_beside
from headload.errors import BadInput

_MAY = {Role.ADMIN, Role.COORDINATOR, Role.LAW_EDITOR}


def repoint(
    version: TextVersion, chosen: Mapping[Aim, Provision | None], by: Actor
) -> tuple[int, int]:
    """Aim demands at provisions of the newest text, or say that these are gone.

    Parameters
    ----------
    chosen
        What each aim at an earlier text is now; none where the new text has it no more.

    Returns
    -------
    tuple[int, int]
        How many demands follow, and of how many the provision is gone; their pages say
        so.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-13 for a provision that is not of the newest text, -46 for an aim that
        somebody else has moved meanwhile; nothing is changed.
    """
    need(by.role in _MAY, by, "say where demands belong in a new text")
    with writing():
        for aim, provision in chosen.items():
            _moved(aim, provision, version, by)
        for demand in Demand.objects.filter(pk__in={each.demand_id for each in chosen}):
            published(demand, by)
        tell_owners_after()
    gone = sum(provision is None for provision in chosen.values())
    return len(chosen) - gone, gone


def _moved(
    aim: Aim, provision: Provision | None, version: TextVersion, by: Actor
) -> None:
    here = Aim.objects.filter(pk=aim.pk).select_related("provision__version").first()
    was = here.provision if here else None
    if here is None or was is None or was.version is None or was.version == version:
        raise BadInput(
            f'The aim at "{aim.number}" was moved meanwhile',
            where=f"demand {aim.demand.slug}, law {version.law.slug}",
            to_do="open the list again; nothing was kept",
            code="HL-VOI-46",
        )
    belongs = provision is None or provision.version_id == version.pk
    if newest_beside(was) != version or not belongs:
        raise BadInput(
            f'"{(provision or was).number}" is of an earlier version of the text',
            where=f"law {version.law.slug}, {version}",
            to_do="aim at the provision of the newest version",
            code="HL-VOI-13",
        )
    old = f"{was.number} ({was.version})"
    new = f"{provision.number} ({version})" if provision else ""
    record(by, "repoint", here.demand, [Change("aim", old, new)])
    AimMove.objects.create(
        demand=here.demand,
        law=version.law,
        old=old,
        new=new,
        text=str(version),
        on=timezone.localdate(),
    )
    same = Aim.objects.filter(demand=here.demand, law=here.law, provision=provision)
    if provision is None:
        same = same.filter(number=here.number)
    if same.exclude(pk=here.pk).exists():  # two provisions became one
        here.delete()
        return
    here.number = provision.number if provision else here.number
    here.provision = provision
    here.save()
