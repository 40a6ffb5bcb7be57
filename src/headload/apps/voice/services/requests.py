"""Asking for a number, and answering: an estimate, a document, a gap, or why not."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from headload.apps.common.models import Concept
from headload.apps.library.models import Work
from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, need
from headload.apps.voice.models import DataGap, EvidenceRequest, Process
from headload.apps.voice.services.claims import figure_to_cite
from headload.apps.voice.services.letters import tell_askers_after
from headload.apps.voice.services.may import may_answer, may_speak
from headload.apps.voice.services.steps import checked, need_step, published, step
from headload.apps.voice.states import GAP_MOVES, REQUEST_MOVES, RequestState
from headload.errors import BadInput

_SHORTEST, _LONGEST = 16, 40
_ANSWER = "answer requests for numbers"


@dataclass(frozen=True)
class Wanted:
    """What is wanted, as far as whoever asks can say."""

    language: str = "en"
    indicator: str = ""
    population: str = ""
    area: Concept | None = None
    sector: Concept | None = None
    year: str = ""
    needed_by: datetime.date | None = None
    process: Process | None = None


@dataclass(frozen=True)
class Spec:
    """A question as a survey can answer it: what, of which workers, where, when."""

    indicator: str = ""
    sector: Concept | None = None
    area: Concept | None = None
    year: str = ""
    population: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer: one of an estimate, a work, a gap, and a reason to decline."""

    estimate_id: str = ""
    release_id: str = ""
    work: Work | None = None
    gap: DataGap | None = None
    reason: str = ""


@dataclass(frozen=True)
class NewGap:
    """What is known of a gap when it is registered."""

    slug: str
    title: str
    indicator: str
    reason: str
    language: str = "en"
    sectors: Sequence[Concept] = ()
    area: Concept | None = None
    place: str = ""
    producer: str = ""
    question: str = ""
    until_then: str = ""


def ask(
    organisation: Organisation,
    question: str,
    by: Actor,
    wanted: Wanted | None = None,
) -> EvidenceRequest:
    """Ask for a number in one's own words; the answer has the key of its address.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not speak for the organisation.
    BadInput
        HL-VOI-10 for a day that has passed, -05 for what breaks a rule.
    """
    need(may_speak(by, organisation), by, "ask for this organisation")
    wanted = wanted or Wanted()
    today = timezone.localdate()
    if wanted.needed_by and wanted.needed_by < today:
        raise BadInput(
            f"The day on which it is needed, {wanted.needed_by}, has passed",
            where="request, needed by",
            to_do=f"give a day from {today} on, or none",
            code="HL-VOI-10",
        )
    with writing():
        request = EvidenceRequest(
            organisation=organisation,
            question=question.strip(),
            asked_by=by.user,
            **vars(wanted),
        )
        checked(request).save()
        changes = [
            Change("question", "", request.question, restricted=True),
            Change("needed_by", "", wanted.needed_by),
        ]
        record(by, "ask", request, changes)
        tell_askers_after()
    return request


def ask_once(
    key: str, asked: Callable[[], EvidenceRequest], by: Actor
) -> tuple[EvidenceRequest, bool]:
    """Ask, unless this form of hers arrived before.

    Parameters
    ----------
    key
        Made with the form; the same again is the same form.

    Returns
    -------
    tuple
        The request, and whether it was here already; then nothing was changed.

    Raises
    ------
    RefusedByPolicy, BadInput
        As `ask`; HL-VOI-16 for a form without a key.
    """
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise BadInput(
            "The form has lost its key",
            where="key",
            to_do="open the form again",
            code="HL-VOI-16",
        )
    with writing():
        kept = EvidenceRequest.objects.filter(asked_by=by.user, form_key=key).first()
        if kept is not None:
            return kept, True
        request = asked()
        request.form_key = key
        request.save(update_fields=["form_key"])
    return request, False


def specify(request: EvidenceRequest, spec: Spec, by: Actor) -> None:
    """Say what a question means for a survey; the words that were asked stay.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-05 for what breaks a rule.
    """
    need(may_answer(by), by, _ANSWER)
    with writing():
        kept = EvidenceRequest.objects.get(pk=request.pk)
        changes = [
            Change(name, getattr(kept, name), value)
            for name, value in vars(spec).items()
            if getattr(kept, name) != value
        ]
        for name, value in vars(spec).items():
            setattr(kept, name, value)
        checked(kept).save()
        if changes:
            record(by, "specify", kept, changes)
    request.refresh_from_db()


def triage(request: EvidenceRequest, by: Actor) -> None:
    """Say that somebody has read a request and it can be worked on.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for a request that is not waiting for it.
    """
    _moved(request, RequestState.TRIAGED, by)


def take(request: EvidenceRequest, by: Actor) -> None:
    """Say that somebody works on a request; raises as `triage` does."""
    _moved(request, RequestState.IN_WORK, by)


def answer(request: EvidenceRequest, given: Answer, by: Actor) -> None:
    """Answer a request; one that nobody has looked at is triaged on the way.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not, HL-VOI-07 for an estimate that is withheld.
    BadInput
        HL-VOI-06 for an estimate that no release has, -11 for a request that is
        answered already, -14 for an answer that is none, or several.
    """
    need(may_answer(by), by, _ANSWER)
    state = _state_of(given)
    with writing():
        kept = EvidenceRequest.objects.get(pk=request.pk)
        if kept.state == RequestState.SUBMITTED:
            step(kept, RequestState.TRIAGED, REQUEST_MOVES, by)
        need_step(kept, state, REQUEST_MOVES)
        release = given.release_id
        if given.estimate_id:
            release = figure_to_cite(given.estimate_id, release).release_id
        kept.estimate_id, kept.release_id = given.estimate_id, release
        kept.work, kept.gap, kept.reason = given.work, given.gap, given.reason
        kept.answered_on = timezone.localdate()
        step(kept, state, REQUEST_MOVES, by)
        checked(kept).save()
        tell_askers_after()
    request.refresh_from_db()


def reopen(request: EvidenceRequest, by: Actor, *, reason: str) -> None:
    """Say that an answer does not answer the question.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but those who asked and those who answer.
    BadInput
        HL-VOI-11 for a request without an answer.
    """
    allowed = may_answer(by) or may_speak(by, request.organisation)
    need(allowed, by, "open this request again")
    with writing():
        kept = EvidenceRequest.objects.get(pk=request.pk)
        step(kept, RequestState.REOPENED, REQUEST_MOVES, by, reason=reason)
        kept.save()
        tell_askers_after()
    request.refresh_from_db()


def open_gap(new: NewGap, by: Actor) -> DataGap:
    """Register a number that nobody can give.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-05 for what breaks a rule.
    """
    need(may_answer(by), by, "register a gap in the data")
    with writing():
        told = {name: value for name, value in vars(new).items() if name != "sectors"}
        gap = DataGap(since=timezone.localdate().isoformat(), **told)
        gap.sectors = new.sectors
        checked(gap).save()
        published(gap, by)
        record(by, "create", gap, [Change("title", "", gap.title)])
    return gap


def move_gap(gap: DataGap, state: str, by: Actor, *, reason: str) -> None:
    """Say how far a gap is from being closed.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for a state that does not follow.
    """
    need(may_answer(by), by, "say how a gap stands")
    with writing():
        kept = DataGap.objects.get(pk=gap.pk)
        step(kept, state, GAP_MOVES, by, reason=reason)
        published(kept, by)
    gap.refresh_from_db()


def _state_of(given: Answer) -> str:
    found = [
        state
        for state, said in (
            (RequestState.ESTIMATE, given.estimate_id),
            (RequestState.DOCUMENT, given.work),
            (RequestState.GAP, given.gap),
            (RequestState.DECLINED, given.reason),
        )
        if said
    ]
    if len(found) != 1:
        raise BadInput(
            f"An answer is one thing; here are {len(found)}",
            where="answer to a request",
            to_do="give one of: an estimate, a document, a data gap, or a reason "
            "why it is declined",
            code="HL-VOI-14",
        )
    return found[0].value


def _moved(request: EvidenceRequest, state: str, by: Actor) -> None:
    need(may_answer(by), by, _ANSWER)
    with writing():
        kept = EvidenceRequest.objects.get(pk=request.pk)
        step(kept, state, REQUEST_MOVES, by)
        kept.save()
        tell_askers_after()
    request.refresh_from_db()
