"""What organisations say of a win: their part in it, or that it is not so.

What is said of a record that is somebody else's waits until whoever coordinates has
let it through.
"""

from django.utils import timezone

from headload.apps.network.history import Change, record, writing
from headload.apps.network.rights import Actor, need
from headload.apps.voice.models import Contribution, Dispute, Outcome
from headload.apps.voice.outcome_states import OUTCOME_MOVES, OutcomeState
from headload.apps.voice.services.outcomes import kept_as_it_is, standing
from headload.apps.voice.services.steps import checked, need_step, published, step
from headload.apps.voice.services.win_rights import (
    is_trusted,
    may_keep_win,
    may_let_through,
    may_state,
)
from headload.errors import BadInput


def contribute(said: Contribution, by: Actor) -> Contribution:
    """Say what an organisation did for a win.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for who does not speak for the organisation.
    BadInput
        HL-VOI-05 for what breaks a rule, such as a second one of an organisation.
    """
    need(may_state(by, said.organisation), by, "speak for this organisation")
    own = may_keep_win(by, said.outcome)
    with writing():
        said.stated_by = by.user
        said.shown_on = timezone.localdate() if own else None
        checked(said).save()
        change = Change("contribution", "", said.text, restricted=True)
        record(by, "contribute", said.outcome, [change])
    return said


def dispute(said: Dispute, by: Actor) -> Dispute:
    """Say that a win is not as it is told; shown, it makes the win a disputed one.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for who does not speak for the organisation, or for a party that has
        no record here.
    BadInput
        HL-VOI-05 for what breaks a rule, such as a party without a source; -11 for a
        win that was reversed.
    """
    allowed = is_trusted(by)
    if said.organisation:
        allowed = may_state(by, said.organisation)
    need(allowed, by, "dispute a win for this party")
    with writing():
        outcome = Outcome.objects.get(pk=said.outcome.pk)
        said.stated_by = by.user
        if outcome.state != OutcomeState.DISPUTED:
            need_step(outcome, OutcomeState.DISPUTED, OUTCOME_MOVES)
        checked(said).save()
        change = Change("dispute", "", said.text, restricted=True)
        address = said.source.address if said.source else ""
        record(by, "dispute", outcome, [change], source=address)
        if may_keep_win(by, outcome):
            _shown(said, by)
    said.outcome.refresh_from_db()
    return said


def let_through(said: Contribution | Dispute, by: Actor) -> None:
    """Show what an organisation says of somebody else's win.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-34 for what does not wait any more.
    """
    need(may_let_through(by), by, "let statements through")
    with writing():
        kept = _waiting(said)
        record(by, "let through", kept.outcome, [Change(str(kept), "", "shown")])
        _shown(kept, by)
    said.refresh_from_db()


def decline(said: Contribution | Dispute, by: Actor, *, reason: str) -> None:
    """Leave a statement unshown, and say why.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-34 for what does not wait any more.
    """
    need(may_let_through(by), by, "decline statements")
    with writing():
        kept = _waiting(said)
        kept.declined_on = timezone.localdate()
        kept.save()
        change = Change(str(kept), "", "declined")
        record(by, "decline", kept.outcome, [change], reason=reason)
    said.refresh_from_db()


def let_in(outcome: Outcome, by: Actor) -> None:
    """Show a win that waits, since it is of somebody else's demand.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    need(may_let_through(by), by, "let wins through")
    with writing():
        kept = Outcome.objects.get(pk=outcome.pk)
        kept.live = True
        published(kept, by)
        record(by, "let through", kept, [Change("live", "no", "yes")])
    outcome.refresh_from_db()


def settle(said: Dispute, how: str, by: Actor) -> None:
    """End a dispute; after the last the win has the state that its sources give.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-05 without how it ended, -34 for one that is not open.
    """
    need(may_let_through(by), by, "settle disputes")
    with writing():
        kept = Dispute.objects.select_related("outcome").get(pk=said.pk)
        if kept.shown_on is None or kept.settled_on:
            raise _not_waiting(kept)
        kept.settled, kept.settled_on = how.strip(), timezone.localdate()
        checked(kept).save()
        record(
            by, "settle", kept.outcome, [Change(str(kept), "", how, restricted=True)]
        )
        outcome = kept.outcome
        left = outcome.disputes.filter(shown_on__isnull=False, settled_on=None)
        if outcome.state == OutcomeState.DISPUTED and not left.exists():
            step(outcome, standing(outcome), OUTCOME_MOVES, by, reason="settled")
            kept_as_it_is(outcome, by)
    said.refresh_from_db()


def _shown(said: Contribution | Dispute, by: Actor) -> None:
    said.shown_on = timezone.localdate()
    said.save()
    outcome = Outcome.objects.get(pk=said.outcome_id)
    if isinstance(said, Dispute) and outcome.state != OutcomeState.DISPUTED:
        step(outcome, OutcomeState.DISPUTED, OUTCOME_MOVES, by)
        kept_as_it_is(outcome, by)


def _waiting(said: Contribution | Dispute) -> Contribution | Dispute:
    kept = type(said).objects.select_related("outcome").get(pk=said.pk)
    if kept.shown_on or kept.declined_on:
        raise _not_waiting(kept)
    return kept


def _not_waiting(said: Contribution | Dispute) -> BadInput:
    return BadInput(
        "This statement does not wait any more",
        where=f"win {said.outcome.permanent}, {said}",
        to_do="look at the page of the win; somebody else has decided meanwhile",
        code="HL-VOI-34",
    )
