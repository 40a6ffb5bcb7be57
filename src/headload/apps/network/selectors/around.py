"""Reading what stands around an organisation: names, sources, what it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from headload.apps.network.models import ChangeEvent, Organisation, OtherName, Source
from headload.apps.network.rights import Actor
from headload.apps.network.selectors.sight import Sight

Shown = Mapping[str, Any]


@dataclass(frozen=True)
class Became:
    """Organisations that became others, as far as a reader may see them."""

    kind: str
    on: str
    before: Sequence[Shown]
    after: Sequence[Shown]
    source: str


def names_of(reader: Actor, organisation: Organisation) -> list[OtherName]:
    """Return the other names of an organisation; none at high risk."""
    sight = Sight.of(reader)
    kept = _whole(sight, organisation)
    if kept is None or "other_names" in sight.kept_from(kept):
        return []
    return list(kept.other_names.all())


def sources_of(reader: Actor, organisation: Organisation) -> list[Source]:
    """Return where an organisation was seen, with the days; none at high risk."""
    kept = _whole(Sight.of(reader), organisation)
    return list(kept.sources.all()) if kept else []


def changes_of(reader: Actor, organisation: Organisation) -> list[Became]:
    """Return mergers, splits and renamings, oldest first; none at high risk.

    Others at high risk, or that she may not see, are left out of them.
    """
    sight = Sight.of(reader)
    kept = _whole(sight, organisation)
    if kept is None:
        return []
    own = Q(before=kept) | Q(after=kept)
    events = ChangeEvent.objects.filter(own).distinct().select_related("source")
    found = []
    for event in events.prefetch_related("before", "after"):
        if sight.sees(event.visibility, kept):
            before = _seen(sight, event.before.all())
            after = _seen(sight, event.after.all())
            source = event.source.address if event.source else ""
            found.append(Became(event.kind, event.on, before, after, source))
    return found


def _whole(sight: Sight, organisation: Organisation) -> Organisation | None:
    kept = sight.records().filter(pk=organisation.pk).first()
    return None if kept is None or sight.is_coarse(kept) else kept


def _seen(sight: Sight, organisations: Sequence[Organisation]) -> list[Shown]:
    ids = [each.pk for each in organisations]
    found = sight.records().filter(pk__in=ids)
    return [sight.shows(each) for each in found if not sight.is_coarse(each)]
