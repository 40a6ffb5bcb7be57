"""Who signed a version, as far as a reader may know: by choice, and never more.

Only confirmed sign-ons count. An organisation is named where it chose so and the
network shows it; by its country where it chose that; all others are a number.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.network.rights import READER
from headload.apps.network.selectors.sight import Sight, listed
from headload.apps.voice.models import DocumentVersion, SignOn
from headload.apps.voice.paper_words import Display
from headload.apps.voice.states import SignOnState


@dataclass(frozen=True)
class Signatory:
    """An organisation that shows its name.

    Parameters
    ----------
    decided_on
        Day on which its organ decided, as ISO 8601.
    """

    name: str
    slug: str
    permanent: str
    country: str
    organ: str
    decided_on: str
    channel: str


@dataclass(frozen=True)
class Signatories:
    """Those with a name, those with a country alone, and how many there are besides."""

    named: Sequence[Signatory]
    by_country: Mapping[str, int]
    others: int

    @property
    def total(self) -> int:
        """How many organisations signed and confirmed it."""
        return len(self.named) + sum(self.by_country.values()) + self.others


def signatories_of(version: DocumentVersion, *, in_bulk: bool = False) -> Signatories:
    """Return who signed a version.

    Parameters
    ----------
    in_bulk
        Whether they are for a file; organisations at high risk are in none.
    """
    signed = SignOn.objects.filter(version=version, state=SignOnState.CONFIRMED.value)
    sight = Sight.of(READER)
    records = sight.records().filter(
        pk__in=signed.exclude(display=Display.HIDDEN.value).values("organisation")
    )
    if in_bulk:
        records = records.filter(listed())
    shown = {each.pk: sight.shows(each) for each in records}
    named_, countries, others = [], Counter[str](), 0
    for each in signed.iterator():
        seen = shown.get(each.organisation_id)
        if seen is None or each.display == Display.HIDDEN:
            others += 1
        elif each.display == Display.COUNTRY:
            countries[str(seen["country"])] += 1
        else:
            named_.append(_signatory(each, seen))
    named_.sort(key=lambda each: each.name.casefold())
    return Signatories(named_, dict(sorted(countries.items())), others)


def counts_of(versions: Sequence[DocumentVersion]) -> dict[int, int]:
    """Return how many signed each version and confirmed it, by the number of a row."""
    signed = SignOn.objects.filter(
        version__in=versions, state=SignOnState.CONFIRMED.value
    )
    counted = signed.values("version").order_by().annotate(how_many=Count("pk"))
    return {row["version"]: row["how_many"] for row in counted}


def countries_of(found: Signatories, language: str) -> list[tuple[Text, int]]:
    """Return the countries of those that show no more, and how many in each."""
    names = named(Scheme.PLACE, language)
    unknown = say("not_known", language)
    return [(names.get(code, unknown), n) for code, n in found.by_country.items()]


def _signatory(kept: SignOn, seen: Mapping[str, object]) -> Signatory:
    """Return an organisation as it shows; of one at high risk, no decision of its."""
    whole = "acronym" in seen
    decided = kept.decided_on.isoformat() if whole and kept.decided_on else ""
    return Signatory(
        name=str(seen["name"]),
        slug=str(seen["slug"]),
        permanent=str(seen["permanent"]),
        country=str(seen["country"]),
        organ=kept.organ if whole else "",
        decided_on=decided,
        channel=kept.channel if whole else "",
    )
