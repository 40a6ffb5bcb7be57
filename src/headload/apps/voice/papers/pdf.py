"""A version as PDF/UA-1: text, what each claim rests on, who signed, how to cite it.

Every figure has its id and the address of its page beside it, so that print can be
followed. The text is data of a template and never mark-up.
"""

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from django.urls import reverse

from headload.apps.common.words import say
from headload.apps.voice.papers.rendered import Note, Rendered, Span
from headload.apps.voice.papers.signatories import Signatories, countries_of
from headload.products.pages import pdf


def pdf_of(paper: Rendered, signed: Signatories, base: str) -> bytes:
    """Return a version in one language as PDF/UA-1.

    Parameters
    ----------
    base
        Where addresses of this site begin.
    """
    template = (resources.files(__package__) / "paper.typ").read_text("utf-8")
    return pdf(template, content_of(paper, signed, base), {})


def content_of(paper: Rendered, signed: Signatories, base: str) -> Mapping[str, Any]:
    """Return everything that the template sets; Word is made of the same."""
    version, language = paper.version, paper.language
    kind = say(f"paper_kind_{version.document.kind}", language).text
    number = say("paper_version", language, number=version.number).text
    return {
        "lang": language,
        "kicker": kind,
        "version": f"{number}, {_day(paper)}",
        "title": paper.title,
        "subtitle": paper.subtitle,
        "blocks": [
            {"kind": each.kind, "lines": [_line(line) for line in each.lines]}
            for each in paper.blocks
        ],
        "warning": _warning(paper),
        "evidence_heading": say("paper_rests", language).text,
        "notes": [_note(each, language, base) for each in paper.notes],
        "signed_heading": say("paper_who_signed", language).text,
        "signed": _signed(signed, language),
        "cite_heading": say("paper_cited_as", language).text,
        "cite": citation(paper),
        "address": f"{base}/id/t/{version.document.permanent}/{version.number}",
        "hash": f"SHA-256 {version.content_hash}",
        "page": say("paper_page", language).text,
    }


def citation(paper: Rendered) -> str:
    """Return how a version is cited, before its permanent address."""
    number = say("paper_version", paper.language, number=paper.version.number).text
    return f"{paper.title}. {number}, {_day(paper)}."


def _day(paper: Rendered) -> str:
    day = paper.version.published_on or paper.version.final_on
    return day.isoformat() if day else ""


def _line(spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [
        {"text": each.text, "note": each.note, "stale": each.is_stale,
         "lang": each.language}
        for each in spans
    ]  # fmt: skip


def _warning(paper: Rendered) -> str:
    if not paper.stale:
        return ""
    return say("claims_stale_banner", paper.language, count=len(paper.stale)).text


def _note(note: Note, language: str, base: str) -> dict[str, Any]:
    rests = [
        {
            "title": each.title.text,
            "lang": each.title.language,
            "amount": each.amount,
            "id": each.estimate_id,
            "release": each.release_id,
            "address": _address(each, language, base),
            "now": _now(each, language),
        }
        for each in note.rests
    ]
    state = say(f"claim_state_{note.claim.state}", language).text
    return {
        "number": note.number,
        "sentence": note.said.text,
        "lang": note.said.language,
        "state": state,
        "stale": note.is_stale,
        "rests": rests,
    }


def _now(rests: Any, language: str) -> str:
    if not rests.revised:
        return ""
    if rests.now:
        return say("figure_is_now", language, amount=rests.now).text
    return say("figure_is_withheld", language).text


def _address(rests: Any, language: str, base: str) -> str:
    """Return the whole address of what a claim rests on; empty for what has no page."""
    if rests.estimate_id:
        return f"{base}{reverse('estimate', args=[language, rests.estimate_id])}"
    return f"{base}{rests.address}" if rests.address else ""


def _signed(signed: Signatories, language: str) -> dict[str, Any]:
    countries = [
        f"{name} ({number})" for name, number in countries_of(signed, language)
    ]
    others = say("paper_signed_others", language, count=signed.others).text
    return {
        "count": say("paper_signed_count", language, count=signed.total).text,
        "named": [each.name for each in signed.named],
        "rest": [*countries, *([others] if signed.others else [])],
    }
