"""What happened to laws since the last letter: new, changed, ratified, looked at.

Laws go by group and place; a letter that is of bodies alone has none. In a letter of
places an international instrument is news where one of their countries is newly bound.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from django.db.models import Q, QuerySet

from headload.apps.common.models import Concept
from headload.apps.common.words import Text, say
from headload.apps.voice.letters.lines import Line, on_one_line
from headload.apps.voice.letters.wishes import Choice, address
from headload.apps.voice.models import ImplementationCheck, Law, Ratification


def laws_since(choice: Choice, since: datetime.datetime) -> list[Line]:
    """Return a line for each law of a choice of which something is new, by title.

    Who looked whether a law is practised is not named: it may hide from readers.
    """
    if choice.bodies and not (choice.groups or choice.places):
        return []
    laws = _about(choice.groups)
    here = laws.filter(_in(choice.places)) if choice.places else laws
    bound = _bound(laws, choice.places, since)
    checks = ImplementationCheck.objects.public().filter(changed__gt=since)
    checked = set(
        checks.filter(law__in=here.values("pk")).values_list("law", flat=True)
    )
    changed = here.filter(changed__gt=since).values("pk")
    found = Law.objects.public().filter(
        Q(pk__in=changed) | Q(pk__in={*bound, *checked})
    )
    return [
        Line(
            "",
            on_one_line(law.title, law.language, choice.language),
            address("law", choice.language, law.slug),
            [
                *_of_itself(law, since, choice.language),
                *(_binds(each, choice.language) for each in bound.get(law.pk, ())),
                *([say("letter_law_checked", choice.language)] * (law.pk in checked)),
            ],
        )
        for law in found.order_by("title", "pk")
    ]


def _about(groups: Collection[Concept]) -> "QuerySet[Law]":
    laws = Law.objects.public()
    if groups:
        laws = laws.filter(Q(sectors__in=groups) | Q(everyone=True))
    return laws


def _in(places: Sequence[Concept]) -> Q:
    """Return the laws of places; a city has those of its whole country too."""
    above = [each.within_id for each in places if each.within_id]
    whole = Q(country__in=above, locality=None, locality_name="")
    return Q(country__in=places) | Q(locality__in=places) | whole


def _bound(
    laws: "QuerySet[Law]", places: Sequence[Concept], since: datetime.datetime
) -> dict[int, list[Ratification]]:
    """Return what is new of ratifications, by instrument."""
    new = Ratification.objects.public().filter(
        changed__gt=since, instrument__in=laws.values("pk")
    )
    if places:
        new = new.filter(country__in=[each.within_id or each.pk for each in places])
    found = defaultdict(list)
    for each in new.select_related("country").prefetch_related("country__names"):
        found[each.instrument_id].append(each)
    return dict(found)


def _of_itself(law: Law, since: datetime.datetime, language: str) -> Iterator[Text]:
    """Yield that a law is new, and its status where the law itself changed."""
    if law.first_published_at is None or law.first_published_at > since:
        yield say("letter_law_new", language)
    if law.changed > since:
        yield say(f"law_status_{law.status}", language)


def _binds(new: Ratification, language: str) -> Text:
    country = new.country.name(language)
    if new.denounced:
        return say("letter_denounced", language, country=country, day=new.denounced)
    day = new.ratified or "?"
    return say("letter_ratified", language, country=country, day=day)
