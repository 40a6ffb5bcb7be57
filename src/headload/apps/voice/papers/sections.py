"""What was written about a group or a place, by an organisation, on a figure."""

from collections.abc import Collection, Iterator

from django.db.models import Q
from django.urls import reverse

from headload.apps.common.makers import Made
from headload.apps.common.models import Concept, Scheme
from headload.apps.common.sections import Section
from headload.apps.voice.models import Claim, Document, VersionText
from headload.apps.voice.papers.choose import cards
from headload.apps.voice.states import PaperState

_SHOWN = 6


def papers_of(concept: Concept, language: str) -> Section | None:
    """Return papers about a group or in a place; nothing where there is none."""
    if concept.scheme == Scheme.WORKER_GROUP:
        found, facet = cards(language, sectors=concept), "sector"
    elif concept.scheme == Scheme.PLACE:
        found, facet = cards(language), "place"
        found = [each for each in found if concept.code in each.values["place"]]
    else:
        return None
    content = {
        "cards": found[:_SHOWN],
        "count": len(found),
        "address": f"{facet}={concept.code}",
    }
    return Section("voice/papers/section.html", content) if found else None


def papers_made_by(names: Collection[str], language: str) -> Iterator[Made]:
    """Yield published papers of the organisation that has one of these names."""
    own = Q(owners__organisation__name__in=names) | Q(owners__name__in=names)
    pks = Document.objects.public().filter(own).values("pk")
    for card in cards(language, pk__in=pks):
        yield Made(
            title=card.title.text,
            language=card.title.language or language,
            address=reverse("paper", args=[language, card.document.slug]),
            date=card.version.published_on.isoformat(),
        )


def papers_with(estimate_id: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield title and address of published papers that quote an estimate."""
    claims = Claim.objects.filter(
        links__estimate_id=estimate_id, published_on__isnull=False
    )
    named = Q()
    for permanent in claims.values_list("permanent", flat=True):
        named |= Q(body__contains=f":{permanent}}}")
    if not named:
        return
    texts = VersionText.objects.filter(
        named, version__state=PaperState.PUBLISHED.value, version__document__live=True
    )
    pks = texts.values("version__document")
    for card in cards(language, pk__in=pks):
        yield card.title.text, reverse("paper", args=[language, card.document.slug])
