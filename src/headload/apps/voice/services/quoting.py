"""What papers quote: which claims, whether they can be, and the hash of it all."""

import hashlib
import json

from headload.apps.common.cited import figure_of
from headload.apps.voice.models import Claim, DocumentVersion, VersionText
from headload.apps.voice.paper_text import claims_in
from headload.apps.voice.states import OPEN_TO_CHANGE, ClaimState, LinkKind
from headload.errors import BadInput, RefusedByPolicy


def quoted(version: DocumentVersion) -> dict[str, Claim]:
    """Return the claims that the texts of a version refer to, by permanent id."""
    found = Claim.objects.filter(permanent__in=_wanted(version))
    found = found.prefetch_related("links", "texts")
    return {each.permanent: each for each in found}


def need_quotable(version: DocumentVersion) -> None:
    """Refuse a version that quotes what cannot be quoted, or has no text.

    Raises
    ------
    RefusedByPolicy
        HL-PAP-03 for a claim whose figure is withheld.
    BadInput
        HL-PAP-10 and -02, as `finalise`.
    """
    texts = list(version.texts.all())
    if not texts:
        raise BadInput(
            "This version has no text",
            where=f"paper {version}",
            to_do="write it in one language at least",
            code="HL-PAP-10",
        )
    claims = quoted(version)
    for text in texts:
        for name, needs_figure in claims_in(text.body).items():
            where = f"paper {version}, {text.language}, claim {name}"
            _need_quotable(claims.get(name), needs_figure, where)


def hash_of(version: DocumentVersion) -> str:
    """Return the hash of all that somebody signs: texts, claims, figures as cited.

    Evidence may be added to a claim later, which changes neither its sentence nor the
    figure that is quoted from it: the first one. A sentence in another language is part
    of it where a text in that language quotes it.
    """
    claims = quoted(version)
    said = {
        "texts": [
            [each.language, each.title, each.subtitle, each.body]
            for each in sorted(version.texts.all(), key=lambda each: each.language)
        ],
        "claims": [
            [
                *(name, claims[name].sentence),
                _cited(claims[name])[:1] if figure else [],
                *_said_otherwise(claims[name], version),
            ]
            for name, figure in sorted(_wanted(version).items())
            if name in claims
        ],
    }
    text = json.dumps(said, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def is_fixed_in(claim: Claim, language: str) -> bool:
    """Tell whether a fixed text in a language quotes a claim."""
    texts = VersionText.objects.filter(language=language, body__contains=_mark(claim))
    return texts.exclude(version__state__in=OPEN_TO_CHANGE).exists()


def _mark(claim: Claim) -> str:
    """Return what stands in a text for the sentence of a claim."""
    return f"{{claim:{claim.permanent}}}"


def _said_otherwise(claim: Claim, version: DocumentVersion) -> list[list[str]]:
    quotes = (each for each in version.texts.all() if _mark(claim) in each.body)
    languages = {each.language for each in quotes}
    texts = (each for each in claim.texts.all() if each.language in languages)
    return sorted([each.language, each.sentence] for each in texts)


def _wanted(version: DocumentVersion) -> dict[str, bool]:
    """Return the ids of all claims that are referred to, and whether as a figure."""
    found: dict[str, bool] = {}
    for text in version.texts.all():
        for name, figure in claims_in(text.body).items():
            found[name] = found.get(name, False) or figure
    return found


def _cited(claim: Claim) -> list[list[object]]:
    links = (each for each in claim.links.all() if each.kind == LinkKind.ESTIMATE)
    return [
        [each.estimate_id, each.release_id, each.value, each.low, each.high, each.flag]
        for each in links
    ]


def _need_quotable(claim: Claim | None, needs_figure: bool, where: str) -> None:
    """Refuse a claim that is not here, not published, taken back, or withheld."""
    cited = _cited(claim) if claim else []
    wrong = ""
    if claim is None:
        wrong = "There is no such claim here"
    elif claim.published_on is None:
        wrong = "This claim is not published"
    elif claim.state == ClaimState.RETRACTED:
        wrong = "This claim was taken back"
    elif needs_figure and not cited:
        wrong = "This claim has no figure of an estimate"
    if wrong:
        raise BadInput(
            wrong,
            where=where,
            to_do="refer to a published claim by its id, as {claim:ID}",
            code="HL-PAP-02",
        )
    for estimate, *_ in cited:
        found = figure_of(str(estimate))
        if found is None or found.value is None:
            raise RefusedByPolicy(
                "The figure of this claim is withheld by now, and is not quoted",
                where=where,
                to_do="word the claim anew on a figure of a larger group or place",
                code="HL-PAP-03",
            )
