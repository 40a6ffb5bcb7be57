"""Writing claims: said, supported, published, disputed, worded anew, taken back.

A number is published only with an estimate or a publication behind it; what is withheld
is no evidence. An estimate is kept as it was, and held against the newest release.
"""

from dataclasses import dataclass

from django.utils import timezone

from headload.apps.common.cited import Figure, Loaded, figure_of
from headload.apps.library.models import Work
from headload.apps.network.history import Change, record, writing
from headload.apps.network.rights import COMMAND_LINE, Actor, need
from headload.apps.voice.models import (
    Claim,
    ClaimText,
    DataGap,
    Demand,
    EvidenceLink,
    Provision,
)
from headload.apps.voice.services.mails import tell_owners_after
from headload.apps.voice.services.may import may_cite, may_dispute, may_keep
from headload.apps.voice.services.quoting import is_fixed_in
from headload.apps.voice.services.steps import checked, step
from headload.apps.voice.states import CLAIM_MOVES, ClaimKind, ClaimState, LinkKind
from headload.errors import BadInput, RefusedByPolicy

_BEARS_A_NUMBER = (LinkKind.ESTIMATE.value, LinkKind.PUBLICATION.value)
_WRITE = "write to the claims of this demand"


@dataclass(frozen=True)
class Evidence:
    """What a claim rests on: one of an estimate, a work, a provision and a gap.

    Parameters
    ----------
    release_id
        Release that the estimate is cited from; the newest where empty.
    """

    estimate_id: str = ""
    release_id: str = ""
    work: Work | None = None
    provision: Provision | None = None
    gap: DataGap | None = None


def claim(
    demand: Demand, sentence: str, kind: str, by: Actor, *, language: str = ""
) -> Claim:
    """Say something in a demand; nobody else sees it before it is published.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-05 for what breaks a rule.
    """
    need(may_keep(by, demand), by, _WRITE)
    with writing():
        said = Claim(
            demand=demand,
            sentence=sentence,
            kind=kind,
            language=language or demand.language,
        )
        checked(said).save()
        _note_sentence(said, by)
    return said


def say_in(said: Claim, language: str, sentence: str, by: Actor) -> None:
    """Say a claim in one more language; one that is said already stays as it is.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-15 for a claim that was taken back or worded anew, -05 for a language in
        which it is said, or no sentence; HL-PAP-16 for one in which a paper quotes it
        whose text is fixed.
    """
    need(may_keep(by, said.demand), by, _WRITE)
    with writing():
        kept = _current(said)
        if is_fixed_in(kept, language):
            raise BadInput(
                "A paper in this language quotes this claim, and its text is fixed",
                where=f"claim {kept.permanent}, {language}",
                to_do="word the claim anew, and quote that in a new version",
                code="HL-PAP-16",
            )
        text = ClaimText(claim=kept, language=language, sentence=sentence.strip())
        if language == kept.language:
            text.language = ""  # refused below: it is said in that one
        checked(text).save()
        changes = [Change(f"sentence {language}"[:40], "", sentence, restricted=True)]
        record(by, "say_in", kept, changes)


def cite(said: Claim, evidence: Evidence, by: Actor) -> EvidenceLink:
    """Put evidence to a claim; an estimate as it is in its release.

    A claim whose estimate was revised since that release is stale at once.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not, HL-VOI-07 for an estimate that is withheld.
    BadInput
        HL-VOI-06 for an estimate that no release here has, -15 for a claim that was
        taken back or worded anew, -05 for what is no evidence.
    """
    need(may_cite(by, said.demand), by, "put evidence to this claim")
    with writing():
        kept = _current(said)
        link = _link(kept, evidence)
        checked(link).save()
        named = link.estimate_id or link.kind
        record(by, "cite", kept, [Change("evidence", "", named)])
        if kept.state == ClaimState.UNSUPPORTED:
            step(kept, _standing(kept), CLAIM_MOVES, by)
            _dated(kept).save()
            tell_owners_after()
    said.refresh_from_db()
    return link


def publish(said: Claim, by: Actor) -> None:
    """Show a claim to readers.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not, HL-VOI-08 for a number without an estimate
        or a publication.
    BadInput
        HL-VOI-15 for a claim that was taken back or worded anew.
    """
    need(may_keep(by, said.demand), by, _WRITE)
    with writing():
        kept = _current(said)
        bears = kept.links.filter(kind__in=_BEARS_A_NUMBER).exists()
        if kept.kind == ClaimKind.NUMBER and not bears:
            raise RefusedByPolicy(
                "A number cannot be published without what it rests on",
                where=f"claim {kept.permanent}",
                to_do="cite an estimate of a release or a publication; where there is "
                "none, ask for the number",
                code="HL-VOI-08",
            )
        kept.published_on = timezone.localdate()
        kept.save()
        record(by, "publish", kept, [Change("published_on", "", kept.published_on)])
    said.refresh_from_db()


def dispute(said: Claim, by: Actor, *, reason: str) -> None:
    """Say that a claim is doubted, and why; the history keeps the reason.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody without an account.
    BadInput
        HL-VOI-11 for a claim that cannot be disputed any more.
    """
    need(may_dispute(by), by, "dispute a claim")
    _moved(said, ClaimState.DISPUTED, by, reason)


def uphold(said: Claim, by: Actor, *, reason: str) -> None:
    """Say that a disputed claim stands; one whose figure was revised is stale.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for a claim that is not disputed, or that rests on nothing.
    """
    need(may_cite(by, said.demand), by, "settle a dispute")
    _moved(said, _standing(said), by, reason)


def retract(said: Claim, by: Actor, *, reason: str) -> None:
    """Take a claim back; it stays readable as such.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-11 for one that was taken back before.
    """
    need(may_keep(by, said.demand), by, _WRITE)
    _moved(said, ClaimState.RETRACTED, by, reason)


def renew(said: Claim, sentence: str, by: Actor) -> Claim:
    """Word a claim anew; the old wording and what it rested on stay as they were.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-VOI-15 for a claim that was taken back or worded anew before.
    """
    need(may_keep(by, said.demand), by, _WRITE)
    with writing():
        kept = _current(said)
        new = Claim(
            demand=kept.demand,
            sentence=sentence,
            kind=kept.kind,
            language=kept.language,
            replaces=kept,
        )
        checked(new).save()
        _note_sentence(new, by)
    return new


def go_stale(loaded: Loaded) -> None:
    """Mark claims that a later release no longer bears out, and tell their owners.

    What they say and what they rest on stays. Called while the release is loaded, in
    its transaction.
    """
    links = EvidenceLink.objects.filter(
        kind=LinkKind.ESTIMATE.value,
        release_id__in=loaded.earlier,
        claim__state=ClaimState.SUPPORTED.value,
    ).select_related("claim")
    left = {
        each.claim.pk: each.claim
        for each in links
        if figure_as_cited(each).is_left_by(loaded.figures.get(each.estimate_id))
    }
    if not left:
        return
    with writing():
        for kept in left.values():
            step(
                kept,
                ClaimState.STALE,
                CLAIM_MOVES,
                COMMAND_LINE,
                reason=f"revised in {loaded.release_id}",
            )
            _dated(kept).save()
    tell_owners_after()


def figure_as_cited(link: EvidenceLink) -> Figure:
    """Return the figure of a link as it was when it was cited."""
    return Figure(
        estimate_id=link.estimate_id,
        release_id=link.release_id,
        value=link.value,
        low=link.low,
        high=link.high,
        flag=link.flag,
        unit=link.unit,
    )


def figure_to_cite(estimate_id: str, release_id: str = "") -> Figure:
    """Return a figure that can be cited.

    Raises
    ------
    RefusedByPolicy
        HL-VOI-07 for one that is withheld.
    BadInput
        HL-VOI-06 for one that no release here has.
    """
    found = figure_of(estimate_id, release_id)
    if found is None:
        raise BadInput(
            f'No release on this site has the estimate "{estimate_id}"',
            where=release_id or "all releases",
            to_do="copy the id from the page of the figure, or load its release",
            code="HL-VOI-06",
        )
    if found.value is None:
        raise RefusedByPolicy(
            "This figure is withheld, and nothing can rest on it",
            where=f"{found.estimate_id} in {found.release_id}",
            to_do="cite a figure of a larger group or place, or register a data gap",
            code="HL-VOI-07",
        )
    return found


def _link(said: Claim, evidence: Evidence) -> EvidenceLink:
    if evidence.estimate_id:
        found = figure_to_cite(evidence.estimate_id, evidence.release_id)
        return EvidenceLink(
            claim=said,
            kind=LinkKind.ESTIMATE.value,
            estimate_id=found.estimate_id,
            release_id=found.release_id,
            value=found.value,
            low=found.low,
            high=found.high,
            flag=found.flag,
            unit=found.unit,
        )
    kind = LinkKind.GAP
    if evidence.work:
        kind = LinkKind.PUBLICATION
    elif evidence.provision:
        kind = LinkKind.PROVISION
    return EvidenceLink(
        claim=said,
        kind=kind.value,
        work=evidence.work,
        provision=evidence.provision,
        gap=evidence.gap,
    )


def _standing(said: Claim) -> str:
    """Return the state that the evidence of a claim gives it today."""
    links = list(said.links.all())
    if not links:
        return ClaimState.UNSUPPORTED.value
    cited = [each for each in links if each.kind == LinkKind.ESTIMATE.value]
    for each in cited:
        if figure_as_cited(each).is_left_by(figure_of(each.estimate_id)):
            return ClaimState.STALE.value
    return ClaimState.SUPPORTED.value


def _current(said: Claim) -> Claim:
    """Return a claim as it is kept, to write to.

    Raises
    ------
    BadInput
        HL-VOI-15 for one that was taken back or worded anew.
    """
    kept = Claim.objects.get(pk=said.pk)
    if kept.state == ClaimState.RETRACTED or Claim.objects.filter(replaces=kept):
        raise BadInput(
            "This claim was taken back or worded anew, and stays as it is",
            where=f"claim {kept.permanent}",
            to_do="write to the newest wording, or make a new claim",
            code="HL-VOI-15",
        )
    return kept


def _moved(said: Claim, state: str, by: Actor, reason: str) -> None:
    with writing():
        kept = Claim.objects.get(pk=said.pk)
        step(kept, state, CLAIM_MOVES, by, reason=reason)
        _dated(kept).save()
    said.refresh_from_db()


def _dated(said: Claim) -> Claim:
    if said.state == ClaimState.STALE:
        said.stale_on = timezone.localdate()
    return said


def _note_sentence(said: Claim, by: Actor) -> None:
    changes = [Change("sentence", "", said.sentence, restricted=True)]
    record(by, "create", said, changes)
