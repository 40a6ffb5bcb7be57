"""Papers as lists show them, and by what a reader chooses among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.voice.choose import ALL, OTHER
from headload.apps.voice.demands.owners import Owners, owners_of
from headload.apps.voice.models import Claim, Document, DocumentVersion, Process
from headload.apps.voice.paper_text import claims_in
from headload.apps.voice.paper_words import PaperKind
from headload.apps.voice.papers.signatories import counts_of
from headload.apps.voice.states import ClaimState, PaperState

FACETS = ("sector", "place", "process", "kind")


@dataclass(frozen=True)
class Card:
    """A paper as lists show it, by its newest published version.

    Parameters
    ----------
    values
        What it has of each facet.
    signed
        How many organisations signed that version and confirmed it.
    stale
        How many claims in it are out of date.
    """

    document: Document
    version: DocumentVersion
    title: Text
    owners: Owners
    values: Mapping[str, frozenset[str]]
    signed: int
    stale: int


def cards(language: str, *, in_bulk: bool = False, **only: object) -> list[Card]:
    """Return papers that readers may see, the newest first; `only` narrows them."""
    seen = DocumentVersion.objects.filter(state=PaperState.PUBLISHED.value)
    documents = list(
        Document.objects.public()
        .filter(**only)
        .select_related("area__within", "process")
        .prefetch_related(
            "owners",
            "sectors__names",
            Prefetch("versions", seen.prefetch_related("texts"), to_attr="shown"),
        )
    )
    owners = owners_of(documents, in_bulk=in_bulk)
    versions = [each.shown[0] for each in documents]
    signed, stale = counts_of(versions), stale_in(versions)
    open_ = set(Process.objects.public().values_list("pk", flat=True))
    found = [
        Card(
            document=each,
            version=version,
            title=_title(version, each, language),
            owners=owners[each.pk],
            values=_values(each, open_),
            signed=signed.get(version.pk, 0),
            stale=stale[version.pk],
        )
        for each, version in zip(documents, versions, strict=True)
    ]
    return sorted(found, key=lambda each: each.version.published_on, reverse=True)


def names_of(cards: Sequence[Card], language: str) -> Mapping[str, Mapping[str, Text]]:
    """Return how the values of each facet are named."""
    processes = (each.document.process for each in cards)
    return {
        "sector": {
            **named(Scheme.WORKER_GROUP, language),
            ALL: say("all_workers", language),
            OTHER: say("other_workers", language),
        },
        "place": named(Scheme.PLACE, language),
        "process": {
            each.slug: Text(
                each.title, each.language if each.language != language else ""
            )
            for each in processes
            if each
        },
        "kind": {each.value: say(f"paper_kind_{each}", language) for each in PaperKind},
    }


def _title(version: DocumentVersion, document: Document, language: str) -> Text:
    """Return its title; the version has not its paper yet, so it is not asked for."""
    version.document = document
    return version.said(language)


def stale_in(versions: Sequence[DocumentVersion]) -> dict[int, int]:
    """Return how many claims of each version are out of date."""
    names = {
        each.pk: {name for text in each.texts.all() for name in claims_in(text.body)}
        for each in versions
    }
    stale = set(
        Claim.objects.filter(
            permanent__in=set().union(*names.values()), state=ClaimState.STALE.value
        ).values_list("permanent", flat=True)
    )
    return {pk: len(found & stale) for pk, found in names.items()}


def _values(document: Document, open_: set[int]) -> Mapping[str, frozenset[str]]:
    sectors = {each.code for each in document.sectors.all()}
    sectors |= {ALL} if document.everyone else set()
    sectors |= {OTHER} if document.others else set()
    area, process = document.area, document.process
    places = {each.code for each in (area, area.within if area else None) if each}
    shown = process is not None and process.pk in open_
    return {
        "sector": frozenset(sectors),
        "place": frozenset(places),
        "process": frozenset({process.slug} if process and shown else ()),
        "kind": frozenset({document.kind}),
    }
