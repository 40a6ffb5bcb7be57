"""Writing papers: planned, written, reviewed, made final, handed in, published.

The text of a final version is fixed: its hash covers titles, texts, and the sentences
and figures of the claims in it. Everything later is a new version.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from headload.apps.common.models import Concept
from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, need
from headload.apps.voice.models import (
    Body,
    Document,
    DocumentOwner,
    DocumentVersion,
    Process,
    VersionText,
)
from headload.apps.voice.services.paper_letters import ask_again_after
from headload.apps.voice.services.paper_rights import may_draft
from headload.apps.voice.services.quoting import hash_of, need_quotable
from headload.apps.voice.services.steps import checked, need_step, published, step
from headload.apps.voice.states import PAPER_MOVES, PaperState
from headload.errors import BadInput

_WRITE = "write papers"


@dataclass(frozen=True)
class NewPaper:
    """What is known of a paper when it is planned; `owners` as in `NewDemand`."""

    slug: str
    kind: str
    language: str = "en"
    owners: Sequence[Organisation | str] = ()
    process: Process | None = None
    due_on: datetime.date | None = None
    area: Concept | None = None
    sectors: Sequence[Concept] = ()
    everyone: bool = False


@dataclass(frozen=True)
class Written:
    """A version in one language."""

    title: str
    body: str
    subtitle: str = ""


def plan(new: NewPaper, by: Actor) -> Document:
    """Begin a paper, with an empty first version.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-PAP-01 for a deadline that has passed, HL-VOI-05 for what breaks a rule.
    """
    need(may_draft(by), by, _WRITE)
    need_time_left(new.due_on)
    with writing():
        document = Document(
            slug=new.slug,
            kind=new.kind,
            language=new.language,
            process=new.process,
            due_on=new.due_on,
            area=new.area,
            everyone=new.everyone,
        )
        document.owners = [
            DocumentOwner(name=each)
            if isinstance(each, str)
            else DocumentOwner(organisation=each)
            for each in new.owners
        ]
        document.sectors = new.sectors
        checked(document).save()
        published(document, by)
        DocumentVersion.objects.create(document=document, number=1)
        record(by, "create", document, [Change("due_on", "", new.due_on)])
    return document


def need_time_left(due_on: datetime.date | None) -> None:
    """Refuse to plan for a deadline that has passed.

    Raises
    ------
    BadInput
        HL-PAP-01.
    """
    today = timezone.localdate()
    if due_on and due_on < today:
        raise BadInput(
            f"The deadline, {due_on}, has passed",
            where="paper, last day",
            to_do=f"give a day from {today} on, or none; what is handed in too late "
            "anyway is recorded as late",
            code="HL-PAP-01",
        )


def write(
    version: DocumentVersion, texts: Mapping[str, Written], by: Actor, what: str = ""
) -> None:
    """Write the texts of a version that is open to change, by language.

    A language that is not given stays as it is.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-PAP-04 for a version whose text is fixed, HL-VOI-05 for an empty text.
    """
    need(may_draft(by), by, _WRITE)
    with writing():
        kept = _open(version)
        for language, text in texts.items():
            row = kept.texts.filter(language=language).first()
            row = row or VersionText(version=kept, language=language)
            row.title, row.subtitle, row.body = text.title, text.subtitle, text.body
            checked(row).save()
            change = Change(f"text {language}", "", text.body, restricted=True)
            record(by, "write", kept, [change])
        kept.what_changed = what or kept.what_changed
        kept.save()


def review(version: DocumentVersion, by: Actor) -> None:
    """Hand a draft to those who read it; raises as `move_back` does."""
    _moved(version, PaperState.REVIEW, by)


def move_back(version: DocumentVersion, by: Actor, *, reason: str) -> None:
    """Make a version that is read a draft again.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for a state that does not follow.
    """
    _moved(version, PaperState.DRAFT, by, reason)


def finalise(version: DocumentVersion, by: Actor) -> None:
    """Fix the text of a version; who signed an earlier one is asked to sign again.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not, HL-PAP-03 for a claim whose figure is
        withheld.
    BadInput
        HL-PAP-10 for a version without a text, -02 for a claim that cannot be quoted,
        HL-VOI-11 for a version that nobody has read.
    """
    need(may_draft(by), by, _WRITE)
    with writing():
        kept = DocumentVersion.objects.get(pk=version.pk)
        need_step(kept, PaperState.FINAL, PAPER_MOVES)
        need_quotable(kept)
        step(kept, PaperState.FINAL, PAPER_MOVES, by)
        kept.final_on = timezone.localdate()
        kept.content_hash = hash_of(kept)
        kept.save()
        record(by, "fix", kept, [Change("content_hash", "", kept.content_hash)])
        ask_again_after()
    version.refresh_from_db()


def submit(
    version: DocumentVersion,
    by: Actor,
    *,
    on: datetime.date,
    receipt: str,
    to: Body | None = None,
) -> None:
    """Record that a version was handed in; after the last day, that it was late.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-PAP-14 for a day to come, HL-VOI-11 for a state that does not follow.
    """
    need(may_draft(by), by, _WRITE)
    if on > timezone.localdate():
        raise BadInput(
            f"{on} lies in the future",
            where="paper, day of submission",
            to_do="record the submission on the day or after it",
            code="HL-PAP-14",
        )
    with writing():
        kept = DocumentVersion.objects.get(pk=version.pk)
        step(kept, PaperState.SUBMITTED, PAPER_MOVES, by)
        due_on = kept.document.due_on
        kept.submitted_on, kept.receipt, kept.submitted_to = on, receipt, to
        kept.is_late = bool(due_on and on > due_on)
        kept.save()
        changes = [Change("submitted_on", "", on), Change("is_late", "", kept.is_late)]
        record(by, "submit", kept, changes)
    version.refresh_from_db()


def publish_version(version: DocumentVersion, by: Actor) -> None:
    """Show a version to readers; raises as `move_back` does."""
    need(may_draft(by), by, _WRITE)
    with writing():
        kept = DocumentVersion.objects.get(pk=version.pk)
        step(kept, PaperState.PUBLISHED, PAPER_MOVES, by)
        kept.published_on = timezone.localdate()
        kept.save()
        published(Document.objects.get(pk=kept.document_id), by)
    version.refresh_from_db()


def begin_version(document: Document, by: Actor, *, what: str) -> DocumentVersion:
    """Begin the next version with the texts of the last one.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-PAP-11 while another version is open to change.
    """
    need(may_draft(by), by, _WRITE)
    with writing():
        last = document.versions.first()
        if last is not None and not last.is_fixed:
            raise BadInput(
                f"Version {last.number} is still open to change",
                where=f"paper {document.slug}",
                to_do="write to that version, or make it final first",
                code="HL-PAP-11",
            )
        number = last.number + 1 if last else 1
        new = DocumentVersion.objects.create(
            document=document, number=number, what_changed=what
        )
        for each in last.texts.all() if last else ():
            VersionText.objects.create(
                version=new,
                language=each.language,
                title=each.title,
                subtitle=each.subtitle,
                body=each.body,
            )
        record(by, "create", new, [Change("number", "", number)])
    return new


def _open(version: DocumentVersion) -> DocumentVersion:
    kept = DocumentVersion.objects.get(pk=version.pk)
    if kept.is_fixed:
        raise BadInput(
            f"Version {kept.number} is {kept.state}, and its text is fixed",
            where=f"paper {kept}",
            to_do="begin a new version; who signed this one is asked again",
            code="HL-PAP-04",
        )
    return kept


def _moved(version: DocumentVersion, state: str, by: Actor, reason: str = "") -> None:
    need(may_draft(by), by, _WRITE)
    with writing():
        kept = DocumentVersion.objects.get(pk=version.pk)
        step(kept, state, PAPER_MOVES, by, reason=reason)
        kept.save()
    version.refresh_from_db()
