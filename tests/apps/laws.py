"""Made bodies, laws, processes and ratifications for tests of Voice."""

from pathlib import Path
from typing import Any

from apps.demands import remove_all as remove_demands
from apps.index import settle

SEED = {
    "bodies": (
        "id,name,type,level,country,place,who_has_a_seat,cycle,source,note",
        "made-council,Made City Council,city council,city,PER,Lima,,,"
        "https://example.org/council,",
        "ilo-made,Committee of Made Experts,supervisory body,global,,Geneva,"
        "experts,every year,https://example.org/ilo,",
    ),
    "laws": (
        "id,title,type,jurisdiction,locality,adopted,in_force,status,sectors,"
        "identifier,source,note",
        'c189,"Domestic Workers Convention, 2011 (No. 189)",convention,ILO,,2011-06-16,'
        "2013-09-05,in_force,domestic_workers,C189,https://example.org/c189,",
        "ven-act,Vendors Act,act,PER,,2014,2014-05,in_force,street_vendors,12/2014,"
        "https://example.org/act,",
        'ven-law,By-law of San Luis,ordinance,PER,"San Luis, Lima",2021-07-23,,adopted,'
        "street_vendors,,https://example.org/bylaw,",
        "ecu-act,Work for All,act,ECU,,,,,all,ECU-2020-L-111,https://example.org/ecu,",
    ),
    "processes": (
        "id,name,body_id,kind,start,end,deadline,deadline_what,state,sectors,source,"
        "outcome",
        "yearly,Observations every year,ilo-made,supervision,annual,,09-01,"
        "observations due,recurring,all,https://example.org/yearly,",
        "lima-bylaw,A by-law for Lima,made-council,by_law,2026-01,,,,open,"
        "street_vendors,https://example.org/bylaw,",
        "old,An old congress,,congress,2019-05,2019-05-06,2019-04-01,motions,closed,"
        "waste_pickers,https://example.org/old,decided",
    ),
    "ratifications": (
        "instrument,country,iso3,ratified,in_force,source,note,as_of",
        "C189,Peru,PER,2018-11-26,2019-11-26,https://example.org/list,,2020-10-05",
        "C189,Germany,DEU,2012-09-20,2014-09-20,https://example.org/list,,2020-10-05",
        "C189,Ecuador,ECU,2013-12-18,,https://example.org/other,,",
    ),
}


def written(folder: Path, **changed: tuple[str, ...]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, lines in {**SEED, **changed}.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def remove_all() -> None:
    from headload.apps.voice.models import Body, Law, Process, Ratification, Source

    remove_demands()
    for model in (Ratification, Process, Law, Body, Source):
        model.objects.all().delete()
    settle("law", "process")


def made(model: Any, **values: Any) -> Any:
    """Make a row with the one source that it needs to be seen."""
    from headload.apps.voice.models import Source

    source, _ = Source.objects.get_or_create(address="https://example.org/made")
    row = model(**values)
    row.sources = [source]
    row.save()
    return row


def looked_at(slug: str) -> None:
    """Give a law a provision, and checks of three of its steps."""
    from headload.apps.voice.models import (
        ImplementationCheck,
        Law,
        Provision,
        ProvisionTag,
    )

    law = Law.objects.get(slug=slug)
    provision = Provision(law=law, number="Section 7", heading="Goods")
    provision.tags.add(ProvisionTag(tag="confiscation"))
    provision.save()
    for rung, value, by in ((1, "yes", "A"), (1, "yes", "B"), (2, "no", "A")):
        made(
            ImplementationCheck,
            law=law,
            rung=rung,
            value=value,
            checked_by=by,
            date="2026-01",
        )
