"""A text has a new version: demands follow the provisions that they are aimed at."""

from collections.abc import Mapping, Sequence

from headload.apps.network.history import Change, record, writing
from headload.apps.network.rights import Actor, Role, need
from headload.apps.voice.models import Aim, Demand, Provision, TextVersion
from headload.apps.voice.services.steps import published
from headload.errors import BadInput

_MAY = {Role.ADMIN, Role.COORDINATOR, Role.LAW_EDITOR}


def repoint(
    version: TextVersion, renumbered: Mapping[str, str], by: Actor
) -> tuple[int, int]:
    """Aim demands at the provisions of a new version, under their new numbers.

    Parameters
    ----------
    renumbered
        New number by old; empty for a provision that is gone. What is not named here
        has kept its number.

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
        HL-VOI-12 for a provision that vanished without a word; nothing is changed.
    """
    need(by.role in _MAY, by, "say how a text was renumbered")
    there = {each.number: each for each in version.provisions.all()}
    with writing():
        aims = list(
            Aim.objects.filter(law=version.law, provision__version__isnull=False)
            .exclude(provision__version=version)
            .select_related("demand")
        )
        _need_all(aims, there, renumbered, version)
        for each in aims:  # out of the way: numbers may change places
            Aim.objects.filter(pk=each.pk).update(number=f"~{each.pk}")
        gone = sum(_followed(each, there, renumbered, by) for each in aims)
        for demand in Demand.objects.filter(aims__in=aims).distinct():
            published(demand, by)
    return len(aims) - gone, gone


def _need_all(
    aims: Sequence[Aim],
    there: Mapping[str, Provision],
    renumbered: Mapping[str, str],
    version: TextVersion,
) -> None:
    for each in aims:
        number = renumbered.get(each.number, each.number)
        if number and number not in there:
            raise BadInput(
                f'The new text has no "{number}", at which the demand '
                f'"{each.demand.slug}" is aimed',
                where=f"law {version.law.slug}, {version}",
                to_do=f'say which number "{each.number}" has now, or an empty one if '
                "it is gone; nothing was changed",
                code="HL-VOI-12",
            )


def _followed(
    aim: Aim, there: Mapping[str, Provision], renumbered: Mapping[str, str], by: Actor
) -> bool:
    """Keep where a demand is aimed now; tell whether its provision is gone."""
    old, new = aim.number, renumbered.get(aim.number, aim.number)
    record(by, "repoint", aim.demand, [Change("aim", old, new)])
    same = Aim.objects.filter(demand=aim.demand, law=aim.law, number=new or old)
    if same.exclude(pk=aim.pk).exists():  # two provisions became one
        aim.delete()
        return False
    aim.number, aim.provision = new or old, there[new] if new else None
    aim.save()
    return not new
