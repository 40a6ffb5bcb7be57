"""What the page of a law shows: where and when it holds, what of, how far it works."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headload.apps.common.words import Text, say
from headload.apps.voice.ladder import Step, by_area
from headload.apps.voice.models import ImplementationCheck, Law, Provision
from headload.apps.voice.words import Tag


@dataclass(frozen=True)
class Moment:
    """A day in the life of a law; the day may be unknown."""

    date: str
    what: Text
    note: str = ""


def where(law: Law, language: str) -> list[Text]:
    """Return the places of a law, the smallest first; for an instrument its issuer."""
    if law.issuer:
        return [Text(law.issuer)]
    found = []
    if law.locality_name:
        same = law.locality and law.locality_name in {
            each.text for each in law.locality.names.all()
        }
        found.append(
            law.locality.name(language) if same else _own(law.locality_name, law)
        )
    return [*found, law.country.name(language)]


def _own(written: str, law: Law) -> Text:
    return Text(written, law.language if law.language != "en" else "")


def timeline(law: Law, language: str) -> list[Moment]:
    """Return what happened to a law, in order; what has no day stands last."""
    found = [
        Moment(date, say(f"law_event_{name}", language))
        for name, date in (("adopted", law.adopted), ("in_force", law.in_force))
        if date
    ]
    found += [
        Moment(each.date, say(f"law_event_{each.kind}", language), each.note)
        for each in law.events.all()
    ]
    found += [
        Moment(each.date, say("law_version", language), f"{each.name} {each.language}")
        for each in law.versions.all()
    ]
    return sorted(found, key=lambda each: (not each.date, each.date))


def by_tag(
    provisions: Sequence[Provision], language: str
) -> list[tuple[Text, list[Provision]]]:
    """Return provisions by what they are about; those without a tag stand last."""
    tagged: dict[str, list[Provision]] = defaultdict(list)
    for provision in provisions:
        tags = [each.tag for each in provision.tags.all()]
        for tag in tags or [""]:
            tagged[tag].append(provision)
    found = [(say(f"tag_{tag}", language), tagged[tag]) for tag in Tag if tagged[tag]]
    if tagged[""]:
        found.append((say("tag_none", language), tagged[""]))
    return found


def ladders(
    checks: Sequence[ImplementationCheck], language: str
) -> list[tuple[Text, Sequence[Step]]]:
    """Return a ladder for each area that somebody looked at, the whole law first."""
    names = {each.area.code: each.area.name(language) for each in checks if each.area}
    names[""] = say("area_whole", language)
    found = [(code, names[code], steps) for code, steps in by_area(checks).items()]
    found.sort(key=lambda each: (each[0] != "", each[1].text))
    return [(name, steps) for _, name, steps in found]


def about(thing: Any, language: str) -> list[Text]:
    """Return whom a law or a process is about."""
    found = [each.name(language) for each in thing.sectors.all()]
    if thing.everyone:
        found.append(say("all_workers", language))
    if thing.others:
        found.append(say("other_workers", language))
    return found


def places(thing: Any, language: str) -> list[Text]:
    """Return where a thing is: the place as it is written, then that of the vocabulary.

    What is written is left out where it is a name of that place, in any language.
    """
    area = thing.area
    called = {each.text.casefold() for each in area.names.all()} if area else set()
    found = [area.name(language)] if area else []
    if thing.place and thing.place.casefold() not in called:
        spoken = thing.language if thing.language != language else ""
        found.insert(0, Text(thing.place, spoken))
    return found


def content_of(law: Law, language: str) -> Mapping[str, Any]:
    """Return what the template knows of a law."""
    provisions = list(law.provisions.prefetch_related("tags").select_related("version"))
    checks = law.checks.public().select_related("area").prefetch_related("sources")
    return {
        "law": law,
        "foreign": law.language if law.language != language else "",
        "where": where(law, language),
        "about": about(law, language),
        "moments": timeline(law, language),
        "tags": by_tag(provisions, language),
        "comparable": len({each.version_id for each in provisions} - {None}) > 1,
        "ladders": ladders(list(checks), language),
        "ratified": law.ratifications.public().count() if law.is_convention else 0,
        "family": family_of(law),
        "changes": law.changes.public(),
        "changed_by": law.changed_by.public(),
        "repeals": law.repeals.public(),
        "repealed_by": law.repealed_by.public(),
        "processes": law.processes.public(),
        "sources": law.sources.all(),
    }


def family_of(law: Law) -> Sequence[Law]:
    """Return the other laws of its family: amendments, rules, drafts."""
    if not law.family:
        return ()
    return list(Law.objects.public().filter(family=law.family).exclude(pk=law.pk))
