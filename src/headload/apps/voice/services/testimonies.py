"""Testimony: told, made so that nobody is known by it, checked, and then shown.

Who takes the names out does not check that none is left, and a coordinator looks before
anything is shown. What was agreed to is asked for each use alone; taking back a consent
to the text takes the testimony away everywhere, and leaves the fact.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from headload.apps.common.models import Concept
from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import Given
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, need
from headload.apps.network.sealing import seal
from headload.apps.network.services.consents import MONTHS, months_after
from headload.apps.voice.models import Testimony, TestimonyConsent
from headload.apps.voice.services.may import may_review, may_speak
from headload.apps.voice.services.steps import checked, step
from headload.apps.voice.states import TESTIMONY_MOVES, TestimonyState, Use
from headload.errors import BadInput, RefusedByPolicy


@dataclass(frozen=True)
class Told:
    """What a worker told, and what she agreed to."""

    group: Concept
    area: Concept
    language: str
    text: str
    uses: Collection[str]
    how: Given
    given_on: datetime.date


def testify(organisation: Organisation, told: Told, by: Actor) -> Testimony:
    """Keep what a worker told, sealed.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not speak for the organisation.
    BadInput
        HL-VOI-17 without a consent to the text, -05 for what breaks a rule.
    """
    need(may_speak(by, organisation), by, "keep a testimony of this organisation")
    if Use.TEXT not in told.uses:
        raise BadInput(
            "Whoever told this has not agreed that it is used",
            where="testimony, consent to the text",
            to_do="ask her first, and tick what she agreed to",
            code="HL-VOI-17",
        )
    with writing():
        kept = Testimony(
            organisation=organisation,
            group=told.group,
            area=told.area,
            language=told.language,
            sealed=seal(told.text.strip()) if told.text.strip() else "",
            entered_by=by.user,
        )
        if not kept.sealed:
            raise _nothing_said("testimony, text")
        checked(kept).save()
        expires = months_after(told.given_on, MONTHS)
        for use in sorted(set(told.uses)):
            consent = TestimonyConsent(
                testimony=kept,
                use=use,
                how=told.how,
                given_on=told.given_on,
                expires_on=expires,
            )
            checked(consent).save()
        changes = [Change(f"consent {use}", "", expires) for use in sorted(told.uses)]
        record(by, "testify", kept, changes)
    return kept


def write_out(testimony: Testimony, text: str, by: Actor) -> None:
    """Write what is to be shown, with nobody to be known by; it is to be checked anew.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for one that was taken back, -18 without a text.
    """
    need(
        may_review(by) or may_speak(by, testimony.organisation),
        by,
        "write out this testimony",
    )
    if not text.strip():
        raise _nothing_said("testimony, text to be shown")
    with writing():
        kept = Testimony.objects.get(pk=testimony.pk)
        step(kept, TestimonyState.WRITTEN, TESTIMONY_MOVES, by)
        kept.shown, kept.written_by = text.strip(), by.user
        kept.names_checked_by = kept.published_on = None
        checked(kept).save()
    testimony.refresh_from_db()


def confirm_no_names(testimony: Testimony, by: Actor) -> None:
    """Say that no third person can be known by what is to be shown.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not, HL-VOI-19 for who wrote it or told it.
    BadInput
        HL-VOI-11 for one that is not written out, or was taken back.
    """
    need(may_review(by), by, "check a testimony for names")
    with writing():
        kept = Testimony.objects.get(pk=testimony.pk)
        own = by.user is not None and by.user.pk in {
            kept.written_by_id,
            kept.entered_by_id,
        }
        if own or by.user is None:
            raise RefusedByPolicy(
                "Whoever wrote a text does not check it for names",
                where=f"testimony {kept.permanent}",
                to_do="let somebody else with an account look at it",
                code="HL-VOI-19",
            )
        step(kept, TestimonyState.CHECKED, TESTIMONY_MOVES, by)
        kept.names_checked_by = by.user
        checked(kept).save()
    testimony.refresh_from_db()


def show_testimony(testimony: Testimony, by: Actor) -> None:
    """Show a testimony to readers.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but a coordinator, HL-VOI-20 where no consent to the text
        holds.
    BadInput
        HL-VOI-11 for one that was not checked for names.
    """
    need(may_review(by), by, "show a testimony")
    with writing():
        kept = Testimony.objects.get(pk=testimony.pk)
        if not holds(kept, Use.TEXT):
            raise RefusedByPolicy(
                "No consent to the text of this testimony holds today",
                where=f"testimony {kept.permanent}",
                to_do="ask whoever told it again",
                code="HL-VOI-20",
            )
        step(kept, TestimonyState.PUBLISHED, TESTIMONY_MOVES, by)
        kept.published_on = timezone.localdate()
        checked(kept).save()
    testimony.refresh_from_db()


def withdraw_use(testimony: Testimony, use: str, by: Actor) -> None:
    """Take a consent back; with that to the text, all that was told goes at once.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    need(
        may_review(by) or may_speak(by, testimony.organisation),
        by,
        "take a consent back here",
    )
    with writing():
        kept = Testimony.objects.get(pk=testimony.pk)
        today = timezone.localdate()
        found = kept.consents.filter(use=use, withdrawn_on=None)
        if not found.update(withdrawn_on=today):
            return
        record(by, "withdraw", kept, [Change(f"consent {use}", "", today)])
        if use == Use.TEXT:
            step(kept, TestimonyState.WITHDRAWN, TESTIMONY_MOVES, by)
            kept.sealed = kept.shown = ""
            kept.published_on = None
            checked(kept).save()
    testimony.refresh_from_db()


def holds(testimony: Testimony, use: str, today: datetime.date | None = None) -> bool:
    """Tell whether a consent to one use holds today."""
    found = testimony.consents.filter(
        use=use, withdrawn_on=None, expires_on__gt=today or timezone.localdate()
    )
    return bool(found.exists())


def _nothing_said(where: str) -> BadInput:
    return BadInput(
        "There are no words",
        where=where,
        to_do="write down what was told",
        code="HL-VOI-18",
    )
