"""Writing wins: logged, borne out, verified, reversed, and followed afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from headload.apps.common.cited import Figure, Loaded
from headload.apps.common.models import Concept
from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import Organisation
from headload.apps.network.rights import COMMAND_LINE, Actor, need
from headload.apps.voice.models import (
    Agreement,
    Demand,
    FollowUp,
    Law,
    Outcome,
    OutcomeText,
    Source,
)
from headload.apps.voice.outcome_states import OUTCOME_MOVES, OutcomeState
from headload.apps.voice.services.claims import figure_to_cite
from headload.apps.voice.services.demands import move
from headload.apps.voice.services.steps import checked, published, step
from headload.apps.voice.services.win_rights import (
    is_hers_alone,
    is_trusted,
    may_keep_win,
    may_log,
    may_verify_win,
)
from headload.errors import BadInput, RefusedByPolicy

_WRITE = "write to this win"


@dataclass(frozen=True)
class Telling:
    """A win in one language.

    Parameters
    ----------
    unmet
        What was asked and not reached.
    """

    text: str
    more: str = ""
    unmet: str = ""


@dataclass(frozen=True)
class NewOutcome:
    """What is known of a win when it is logged.

    Parameters
    ----------
    texts
        By language; the first is that in which it was first told.
    logged_for
        The organisation whose record it is; none for one that an editor keeps.
    estimate_id
        A figure of those whom it covers, of the release `release_id` or the newest.
    """

    slug: str
    kind: str
    texts: Mapping[str, Telling]
    demands: Sequence[Demand] = ()
    sources: Sequence[Source] = ()
    sectors: Sequence[Concept] = ()
    law: Law | None = None
    agreement: Agreement | None = None
    date: str = ""
    area: Concept | None = None
    place: str = ""
    everyone: bool = False
    others: bool = False
    persons: int | None = None
    estimate_id: str = ""
    release_id: str = ""
    independent: Source | None = None
    logged_for: Organisation | None = None


_PLAIN = (
    *("slug", "kind", "law", "agreement", "date", "area", "place", "everyone"),
    *("others", "persons", "independent", "logged_for"),
)
_FIGURE = ("estimate_id", "release_id", "value", "low", "high", "flag", "unit")


def log(new: NewOutcome, by: Actor, reason: str = "") -> Outcome:
    """Log a win; one of somebody else's demand waits until it is let through.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not, HL-VOI-07 for a figure that is withheld.
    BadInput
        HL-VOI-05 for what breaks a rule, -06 for a figure that no release here has.
    """
    need(may_log(by, new.logged_for), by, "log a win of this organisation")
    waits = not (is_trusted(by) or is_hers_alone(by, list(new.demands)))
    with writing():
        outcome = Outcome(
            **{name: getattr(new, name) for name in _PLAIN},
            **_figure(new),
            language=next(iter(new.texts), "en"),
            entered_by=by.user,
            live=not waits,
        )
        outcome.texts = [
            OutcomeText(language=language, **vars(told))
            for language, told in new.texts.items()
        ]
        for name in ("demands", "sources", "sectors"):
            setattr(outcome, name, list(getattr(new, name)))
        for text in outcome.texts.all():
            text.clean_fields(exclude=["outcome"])
        checked(outcome).save()
        kept_as_it_is(outcome, by)
        _note(outcome, new, by, reason)
    return outcome


def prove(outcome: Outcome, sources: Sequence[Source], by: Actor) -> None:
    """Put sources to a win; one that was only claimed is evidenced then.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-30 where it has no source even then.
    """
    need(may_keep_win(by, outcome), by, _WRITE)
    with writing():
        kept = Outcome.objects.get(pk=outcome.pk)
        kept.sources = [*kept.sources.all(), *sources]
        if not kept.sources.all():
            raise _without_source(kept)
        added = " ".join(each.address for each in sources)
        record(by, "prove", kept, source=added)
        if kept.state == OutcomeState.CLAIMED:
            step(kept, OutcomeState.EVIDENCED, OUTCOME_MOVES, by)
        kept_as_it_is(kept, by)
    outcome.refresh_from_db()


def verify(
    outcome: Outcome, by: Actor, *, independent: Source | None = None, reason: str
) -> None:
    """Say that a source of nobody who won bears a win out.

    Raises
    ------
    RefusedByPolicy
        HL-VOI-32 for who logged it, or whose organisation it is of.
    BadInput
        HL-VOI-31 without an independent source, -11 where it is not evidenced.
    """
    if not may_verify_win(by, outcome):
        raise RefusedByPolicy(
            "A win is verified by a second person, who has no part in it",
            where=f"win {outcome.permanent}",
            to_do="ask a verifier or a coordinator who did not log it and whose "
            "organisation is not among those that won it",
            code="HL-VOI-32",
        )
    with writing():
        kept = Outcome.objects.get(pk=outcome.pk)
        kept.independent = independent or kept.independent
        if kept.independent is None:
            raise BadInput(
                "There is no independent source for this win",
                where=f"win {kept.permanent}",
                to_do="name a source that nobody who won or lost has written",
                code="HL-VOI-31",
            )
        step(kept, OutcomeState.VERIFIED, OUTCOME_MOVES, by, reason=reason)
        kept.verified_by, kept.verified_on = by.user, timezone.localdate()
        kept_as_it_is(kept, by)
    outcome.refresh_from_db()


def reverse(outcome: Outcome, by: Actor, *, reason: str) -> None:
    """Say that what was won is gone; its page stays and says so.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for one that was reversed before.
    """
    need(may_keep_win(by, outcome), by, _WRITE)
    with writing():
        kept = Outcome.objects.get(pk=outcome.pk)
        step(kept, OutcomeState.REVERSED, OUTCOME_MOVES, by, reason=reason)
        kept_as_it_is(kept, by)
    outcome.refresh_from_db()


def follow(new: FollowUp, by: Actor) -> FollowUp:
    """Keep what somebody saw after a win.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-05 for what breaks a rule, such as one without a source or a day.
    """
    need(may_keep_win(by, new.outcome), by, _WRITE)
    with writing():
        checked(new).save()
        change = Change("followed", "", new.text, restricted=True)
        record(by, "follow", new.outcome, [change], source=new.source.address)
    return new


def carry(
    outcome: Outcome, demand: Demand, state: str, by: Actor, *, reason: str
) -> None:
    """Say how far a demand is by this win, in the steps of demands.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for whom the demand is not.
    BadInput
        HL-VOI-33 for a demand that this win is not of, -11 for a state that does not
        follow.
    """
    if not outcome.demands.filter(pk=demand.pk).exists():
        raise BadInput(
            f'This win is not of the demand "{demand.slug}"',
            where=f"win {outcome.permanent}",
            to_do="link the demand to the win first, or choose one that is",
            code="HL-VOI-33",
        )
    move(demand, state, by, reason=reason)


def figures_go_stale(loaded: Loaded) -> None:
    """Mark wins whose figure a later release no longer bears out.

    The figure stays as it was. Called while the release is loaded, in its transaction.
    """
    cited = Outcome.objects.filter(release_id__in=loaded.earlier, stale_on=None)
    left = [
        each
        for each in cited.exclude(estimate_id="")
        if figure_of_win(each).is_left_by(loaded.figures.get(each.estimate_id))
    ]
    if not left:
        return
    with writing():
        for each in left:
            each.stale_on = timezone.localdate()
            change = Change("stale_on", "", each.stale_on)
            why = f"revised in {loaded.release_id}"
            record(COMMAND_LINE, "stale", each, [change], reason=why)
            kept_as_it_is(each, COMMAND_LINE)


def figure_of_win(outcome: Outcome) -> Figure:
    """Return the figure of a win as it was when it was cited."""
    return Figure(**{name: getattr(outcome, name) for name in _FIGURE})


def standing(outcome: Outcome) -> str:
    """Return the state that the sources of a win give it."""
    found = OutcomeState.EVIDENCED if outcome.sources.all() else OutcomeState.CLAIMED
    return found.value


def _figure(new: NewOutcome) -> dict[str, object]:
    if not new.estimate_id:
        return {}
    found = figure_to_cite(new.estimate_id, new.release_id)
    return {name: getattr(found, name) for name in _FIGURE}


def kept_as_it_is(outcome: Outcome, by: Actor) -> None:
    """Keep it with its version; what waits is not shown by that."""
    if outcome.live:
        published(outcome, by)
        return
    outcome.save()
    outcome.save_revision(user=by.user)


def _note(outcome: Outcome, new: NewOutcome, by: Actor, reason: str) -> None:
    changes = [Change("state", "", outcome.state)]
    changes += [
        Change(f"text {language}"[:40], "", told.text, restricted=True)
        for language, told in new.texts.items()
    ]
    source = " ".join(each.address for each in new.sources)
    record(by, "create", outcome, changes, reason=reason, source=source)


def _without_source(outcome: Outcome) -> BadInput:
    return BadInput(
        "A win without a source stays claimed",
        where=f"win {outcome.permanent}",
        to_do="give a page or a publication that tells of it",
        code="HL-VOI-30",
    )
