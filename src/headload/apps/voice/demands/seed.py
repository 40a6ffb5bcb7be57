"""Demands from a table: tied to organisations by their id, named where there is none.

Of a demand that was seen somewhere it is known that it was put forward, and mostly not
what became of it: without a column `state` that is unknown, and said so.
"""

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Concept
from headload.apps.network.models import Organisation
from headload.apps.network.rights import COMMAND_LINE
from headload.apps.network.selectors import at
from headload.apps.voice.keep import Keeper
from headload.apps.voice.models import Demand, DemandOwner, Process
from headload.apps.voice.services import NewDemand, propose
from headload.apps.voice.services.steps import published
from headload.apps.voice.states import DemandState
from headload.apps.voice.tables import Row

NEEDED = ("id", "process_id", "org_ids", "demand", "sectors", "source")
ALSO = ("state", "language", "country", "place")
_WHY = "import"
_STATES = {"": DemandState.UNKNOWN, **{each.value: each for each in DemandState}}


def keep(keeper: Keeper, row: Row) -> bool:
    """Keep a demand; tie owners of one that is here to records that have come since.

    Raises
    ------
    BadInput
        HL-VOI-03 for a cell that is wrong, -05 for what breaks a rule.
    """
    slug = row.needed("id", 120)
    here = Demand.objects.filter(slug=slug).first()
    if here is not None:
        _tie(keeper, here)
        return False
    owners = [at(each) or each for each in row.several("org_ids")]
    tied = sum(isinstance(each, Organisation) for each in owners)
    keeper.result.tied += tied
    keeper.result.left_open += len(owners) - tied
    groups, everyone, others = keeper.vocabulary.groups(row, "sectors")
    process = _process(row)
    language = row.one_of("language", {"": "en", **{each: each for each in LANGUAGES}})
    propose(
        NewDemand(
            slug=slug,
            texts={language: row.needed("demand", 600)},
            owners=owners,
            sources=[keeper.source(row)],
            state=row.one_of("state", _STATES).value,
            area=_area(keeper, row, process),
            place=row.text("place", 120) or (process.place if process else ""),
            targets=[process.body] if process and process.body else (),
            processes=[process] if process else (),
            sectors=groups,
            everyone=everyone,
            others=others,
        ),
        COMMAND_LINE,
        _WHY,
    )
    return True


def _tie(keeper: Keeper, demand: Demand) -> None:
    kept = set(demand.owners.values_list("organisation", flat=True))
    tied = 0
    for owner in demand.owners.filter(organisation=None):
        found = at(owner.name)
        if found is None or found.pk in kept:
            keeper.result.left_open += 1
            continue
        DemandOwner.objects.filter(pk=owner.pk).update(organisation=found, name="")
        tied += 1
    if tied:
        published(Demand.objects.get(pk=demand.pk), COMMAND_LINE)
    keeper.result.tied += tied


def _process(row: Row) -> Process | None:
    slug = row.text("process_id")
    found = Process.objects.filter(slug=slug).first()
    if slug and found is None:
        row.refuse("process_id", f'There is no process "{slug}"')
    return found


def _area(keeper: Keeper, row: Row, process: Process | None) -> Concept | None:
    country = keeper.vocabulary.country(row, "country")
    if country is None:
        return process.area if process else None
    return keeper.vocabulary.locality(country, row.text("place", 120)) or country
