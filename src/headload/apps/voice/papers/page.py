"""What the page of a paper shows: its text, what each claim rests on, who signed."""

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

from django.db.models import QuerySet

from headload.apps.common.languages import LANGUAGES
from headload.apps.voice.demands.owners import owners_of
from headload.apps.voice.models import (
    Document,
    DocumentVersion,
    Process,
    VersionText,
)
from headload.apps.voice.page import about
from headload.apps.voice.papers.rendered import rendered, text_in
from headload.apps.voice.papers.signatories import countries_of, signatories_of
from headload.apps.voice.states import PaperState

FORMS = ("pdf", "docx")
_NAMED = 200


def published_versions(document: Document) -> "QuerySet[DocumentVersion]":
    """Return the versions that readers may see, the newest first."""
    found = document.versions.filter(state=PaperState.PUBLISHED.value)
    return found.select_related("document__process", "submitted_to")


def content_of(version: DocumentVersion, language: str) -> Mapping[str, Any]:
    """Return what the template knows of a version; its text is in the language, or not.

    Raises
    ------
    LookupError
        For a version without a text.
    """
    document = version.document
    text = text_in(version, language)
    if text is None:
        raise LookupError(version)
    paper = rendered(version, text)
    signed = signatories_of(version)
    versions = list(published_versions(document))
    process = document.process
    seen = process and Process.objects.public().filter(pk=process.pk).exists()
    return {
        "document": document,
        "version": version,
        "paper": paper,
        "foreign": paper.language if paper.language != language else "",
        "owners": owners_of([document])[document.pk],
        "about": about(document, language),
        "area": document.area.name(language) if document.area else "",
        "process": process if seen else None,
        "signed": signed,
        "signed_named": signed.named[:_NAMED],
        "signed_more": max(0, len(signed.named) - _NAMED),
        "signed_countries": countries_of(signed, language),
        "versions": versions,
        "newest": versions[0],
        "is_newest": versions[0] == version,
        "files": files_of(version),
    }


def files_of(version: DocumentVersion) -> list[tuple[str, str, str]]:
    """Return language, its name, and form of each file of a version."""
    return [
        (each.language, LANGUAGES[each.language][1], form)
        for each in version.texts.all()
        if each.language in LANGUAGES
        for form in FORMS
    ]


def side_by_side(
    old: DocumentVersion, new: DocumentVersion, language: str
) -> list[tuple[str, list[str], list[str]]]:
    """Return two versions block by block: whether same, changed, gone or new, and both.

    Claims stand as readers see them, so that what is compared can be read.
    """
    texts = (text_in(old, language), text_in(new, language))
    left, right = (_lines(each) for each in texts)
    matched = SequenceMatcher(a=left, b=right, autojunk=False)
    words = {"equal": "same", "replace": "changed", "delete": "gone", "insert": "new"}
    return [
        (words[what], left[a:b], right[c:d])
        for what, a, b, c, d in matched.get_opcodes()
    ]


def _lines(text: VersionText | None) -> list[str]:
    if text is None:
        return []
    paper = rendered(text.version, text)
    lines = [line for block in paper.blocks for line in block.lines]
    head = [text.title, *([text.subtitle] if text.subtitle else [])]
    return [*head, *("".join(span.text for span in line) for line in lines)]
