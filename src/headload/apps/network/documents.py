"""Organisations as they can be found: each as readers see it, and no further."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.urls import reverse

from headload.apps.common.models import Concept, Scheme
from headload.apps.network.models import Organisation
from headload.apps.network.rights import READER
from headload.apps.network.selectors import Sight
from headload.apps.search.index import Entry, renew

Concepts = Mapping[tuple[str, str], Concept]
_ENGLISH = "en"
_SCHEMES = (Scheme.WORKER_GROUP, Scheme.PLACE)


def organisations(only: Collection[int] | None = None) -> Iterator[Entry]:
    """Yield every organisation that the public may see, or only some of them.

    Its name is in whatever language it is; its page is there in all.
    """
    sight = Sight.of(READER)
    found = sight.records().filter(merged_into=None)
    if only is not None:
        found = found.filter(pk__in=only)
    shown = [sight.shows(organisation) for organisation in found]
    named = {code for each in shown for _, code in _about(each)}
    known = Concept.objects.filter(scheme__in=_SCHEMES, code__in=named)
    concepts = {
        (each.scheme, each.code): each for each in known.prefetch_related("names")
    }
    for each in shown:
        yield _entry(each, concepts)


def renew_some(permanents: Collection[str]) -> None:
    """Index anew what was written, and what it went on in."""
    found = Organisation.objects.filter(permanent__in=permanents)
    for organisation in [*found.select_related("merged_into")]:
        for each in (organisation, organisation.merged_into):
            if each is not None:
                renew("organisation", key_of(each), organisations([each.pk]))


def key_of(organisation: Organisation) -> str:
    """Return the key of its document, which tells neither name nor city."""
    return _key(organisation.permanent)


def _key(permanent: str) -> str:
    return f"organisation:{permanent.lower()}"


def _about(shown: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the groups and places of one as it is shown, by scheme and code."""
    places = dict.fromkeys((shown.get("area", ""), shown["country"]))
    return [
        *((Scheme.WORKER_GROUP, code) for code in shown["sectors"]),
        *((Scheme.PLACE, code) for code in places if code),
    ]


def _entry(shown: Mapping[str, Any], concepts: Concepts) -> Entry:
    about = [concepts[each] for each in _about(shown)]
    told = (
        *shown.get("other_names", ()),
        shown.get("city", ""),
        shown.get("description", ""),
    )
    address = reverse("organisation", args=[_ENGLISH, shown["slug"]])
    return Entry(
        kind="organisation",
        key=_key(shown["permanent"]),
        language=_ENGLISH,
        address=address.removeprefix(f"/{_ENGLISH}"),
        title=" ".join(each for each in (shown["name"], shown.get("acronym")) if each),
        text=". ".join(each for each in told if each),
        keywords=" ".join(name.text for each in about for name in each.names.all()),
        facets=tuple((each.scheme, each.code) for each in about),
        everywhere=True,
    )
