"""Writing counts: stated with what makes them usable, checked by a second person."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from headload.apps.common.models import Concept
from headload.apps.network.history import Change, record, told, writing
from headload.apps.network.kinds import Basis, Unit, Verification, Visibility
from headload.apps.network.models import MembershipCount, Organisation, Overlap
from headload.apps.network.rights import Actor, Role, may_count, may_verify, need
from headload.apps.network.services.kept import Seen, checked, need_source, source_of
from headload.errors import BadInput, RefusedByPolicy

_LEFT_TO_TIME = {Verification.STALE, Verification.UNVERIFIED}


@dataclass(frozen=True)
class NewCount:
    """A number with what its source tells of it; see `MembershipCount`."""

    value: int
    unit: Unit
    basis: Basis
    declared_by: str
    source: Seen | None = None
    sector: Concept | None = None
    all_sectors: bool = False
    area: Concept | None = None
    part: str = ""
    women_count: int | None = None
    women_share: Decimal | None = None
    women_not_collected: bool = False
    youth_share: Decimal | None = None
    as_of: str = ""
    occasion: str = ""
    includes_affiliates: bool | None = None
    rounded: bool = False
    method_note: str = ""
    visibility: Visibility = Visibility.PUBLIC

    def lacks(self) -> list[str]:
        """Return what a number of persons needs and this one does not tell."""
        women = (self.women_count, self.women_share, self.women_not_collected or None)
        needed = {
            "source": self.source,
            "as_of": self.as_of,
            "sector": self.sector or self.all_sectors,
            "women": any(each is not None for each in women),
        }
        return [name for name, there in needed.items() if not there]


def add_count(
    organisation: Organisation, new: NewCount, by: Actor, reason: str = ""
) -> MembershipCount:
    """Keep a number that somebody of the network states, whole or not at all.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-28 for one of persons without day, source, sector, or women's share (or
        that it is not collected); HL-NET-22 and -23 as `record_count`.
    """
    lacking = new.lacks() if new.unit == Unit.PERSONS else []
    if lacking:
        raise BadInput(
            f"The number cannot be used without: {', '.join(lacking)}",
            where=organisation.slug,
            to_do="say it; where women are not counted apart, say that",
            code="HL-NET-28",
        )
    return record_count(organisation, new, by, reason)


def record_count(
    organisation: Organisation, new: NewCount, by: Actor, reason: str = ""
) -> MembershipCount:
    """Keep a number as a page states it; what the page does not tell stays unknown.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for what breaks a rule, -23 for a public one without a source.
    """
    need(may_count(by, organisation), by, "add a count here")
    with writing():
        values = {**vars(new), "source": source_of(new.source)}
        count = MembershipCount(
            organisation=organisation,
            entered_by=by.user,
            created_by=by.user,
            **values,
        )
        need_source(count, [count.source])
        checked(count).save()
        said = {name: each for name, each in values.items() if name != "source"}
        changes = [Change(name, "", each) for name, each in said.items() if told(each)]
        changes.append(Change("organisation", "", organisation.permanent))
        source = new.source.address if new.source else ""
        record(by, "count", count, changes, reason=reason, source=source)
    return count


def verify(
    count: MembershipCount, state: Verification, by: Actor, *, reason: str
) -> None:
    """Say how far a count was checked; never by the one who entered it.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but a verifier, HL-NET-29 for her own count or one of her
        organisation.
    BadInput
        HL-NET-30 without a reason, or for a state that comes of itself.
    """
    need(by.role == Role.VERIFIER, by, "check counts")
    if not reason.strip() or state in _LEFT_TO_TIME:
        raise BadInput(
            "A check needs a reason and a state that somebody can find",
            where="verification",
            to_do=f"say what you saw, and one of: {', '.join(_findable())}",
            code="HL-NET-30",
        )
    with writing():
        kept = MembershipCount.objects.get(pk=count.pk)
        if not may_verify(by, kept):
            raise own_count()
        old = kept.verification
        kept.verification, kept.verified_by = state, by.user
        kept.verified_on = timezone.localdate()
        checked(kept).save(
            update_fields=["verification", "verified_by", "verified_on", "changed"]
        )
        changes = [Change("verification", old, state)]
        record(by, "verify", kept, changes, reason=reason)
    count.refresh_from_db()


def declare_overlap(
    one: Organisation,
    other: Organisation,
    persons: int,
    by: Actor,
    *,
    source: Seen,
    as_of: str = "",
) -> Overlap:
    """Say how many persons two organisations both count.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may count in neither.
    BadInput
        HL-NET-22 for what breaks a rule, -31 for more than one of them counts.
    """
    allowed = may_count(by, one) or may_count(by, other)
    need(allowed, by, "declare an overlap here")
    with writing():
        for each in (one, other):
            _need_as_many(each, persons)
        first, second = sorted((one, other), key=lambda each: each.pk)
        overlap = Overlap(
            first=first,
            second=second,
            persons_in_both=persons,
            as_of=as_of,
            source=source_of(source),
            created_by=by.user,
        )
        checked(overlap).save()
        changes = [Change("persons_in_both", "", persons)]
        record(by, "overlap", overlap, changes, source=source.address)
    return overlap


def own_count() -> RefusedByPolicy:
    """Return the refusal of a check by somebody who stands too near."""
    return RefusedByPolicy(
        "Who entered a count, or belongs to the organisation, cannot check it",
        where="verification",
        to_do="let a second person look",
        code="HL-NET-29",
    )


def _findable() -> list[str]:
    return [each.value for each in Verification if each not in _LEFT_TO_TIME]


def _need_as_many(organisation: Organisation, persons: int) -> None:
    counts = organisation.counts.filter(unit=Unit.PERSONS).values_list("value")
    most = max((value for (value,) in counts), default=None)
    if most is not None and persons > most:
        raise BadInput(
            "More persons in both than one of the two has ever counted",
            where=organisation.slug,
            to_do="look at both numbers again",
            code="HL-NET-31",
        )
