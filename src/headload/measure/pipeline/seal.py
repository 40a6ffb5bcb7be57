"""Seal: protect, attack, protect further, until nothing can be worked out.

The audit is the judge: what it can narrow too far is withheld with more around it,
and attacked again. What stays open after all rounds is refused, or sealed by two
people who give their names and a reason, which everybody can read in the release.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from headload.errors import RefusedByPolicy, WrongUse
from headload.measure.audit import Audit, audit
from headload.measure.pipeline.ledger import Remembered
from headload.measure.protect import Demands, Policy, approved, protect
from headload.releases import Release, ReleaseFacts, SealedRelease
from headload.terms import EstimateSet, Flag

ROUNDS = 10
STEP = 2  # a larger step withholds more: Ecuador loses 19 cells by 2, 38 by 4


@dataclass(frozen=True)
class Override:
    """Two people who seal what the audit refuses, and why.

    Raises
    ------
    WrongUse
        HL-USE-11 unless two different people are named and a reason is given.
    """

    people: tuple[str, ...]
    reason: str

    def __post_init__(self) -> None:
        """Refuse one person, one person twice, and no reason."""
        named = {" ".join(name.split()).casefold() for name in self.people} - {""}
        if len(named) != 2 or len(self.people) != 2 or not self.reason.strip():
            raise WrongUse(
                "A release that the audit refuses needs two people and a reason",
                where="--approved-by, --because",
                to_do="name two different people by --approved-by and say why by "
                "--because; all of it is published with the release",
                code="HL-USE-11",
            )


def sealed(
    estimates: EstimateSet,
    *,
    policy: Policy,
    about: ReleaseFacts,
    earlier: Sequence[Remembered] = (),
    override: Override | None = None,
) -> tuple[Release, Sequence[Remembered]]:
    """Return the release, and the earlier ones that it must remember.

    Measured again as it stands, a release is not earlier than itself: it is made
    without the one that it replaces, and again with it only if they differ.

    Parameters
    ----------
    earlier
        Releases of the same microdata that are out.
    override
        Who seals what the audit refuses.

    Raises
    ------
    RefusedByPolicy
        HL-AUD-03 when figures can be worked out and nobody takes it upon them.
    """
    replaced = [each.release.manifest.id for each in earlier if each.replaced]
    if replaced:
        others = [each for each in earlier if not each.replaced]
        with suppress(RefusedByPolicy):
            again = _seal(estimates, policy, about, others, override)
            if again.manifest.id in replaced:
                return again, others
    return _seal(estimates, policy, about, earlier, override), earlier


def _seal(
    estimates: EstimateSet,
    policy: Policy,
    about: ReleaseFacts,
    earlier: Sequence[Remembered],
    override: Override | None,
) -> Release:
    """Return a release that the audit could not open.

    A policy without complementary protection promises nothing that could be
    attacked, so nothing is.
    """
    known = tuple(each.release for each in earlier)
    demands = Demands(earlier=tuple(e.figures for e in earlier if e.figures))
    release = protect(estimates, policy=policy, about=about, demands=demands)
    if not policy.protection.complementary:
        return release
    found = audit([release, *known])
    if not found.passed:
        release = _protected_further(
            release, found, demands, (estimates, policy, about), known
        )
        found = audit([release, *known])
    if not found.passed and override is None:
        raise _refusal(found, known=len(known))
    facts = found.facts() | {"earlier": [each.manifest.id for each in known]}
    if found.passed or override is None:
        return approved(release, facts)
    people = {"people": list(override.people), "reason": override.reason}
    return approved(release, facts | {"override": people})


def _protected_further(
    release: Release,
    found: Audit,
    demands: Demands,
    measured: tuple[EstimateSet, Policy, ReleaseFacts],
    known: Sequence[SealedRelease],
) -> Release:
    """Return the release with more withheld, round after round, as far as that helps.

    Each round attacks what was open and what it withholds besides.
    """
    estimates, policy, about = measured
    for _ in range(ROUNDS):
        demands = _more(demands, release, found)
        release = protect(estimates, policy=policy, about=about, demands=demands)
        doubtful = (_withheld(release) - demands.withheld).union(demands.times)
        found = audit([release, *known], only=doubtful)
        if found.passed:
            break
    return release


def _more(demands: Demands, release: Release, found: Audit) -> Demands:
    """Ask for more around what the audit could open."""
    own = {cell.estimate_id for cell in release.estimates}
    open_ = {each.estimate_id for each in (*found.exact, *found.weak)} & own
    times = {name: STEP * demands.times.get(name, 1) for name in sorted(open_)}
    return Demands(demands.earlier, _withheld(release), {**demands.times, **times})


def _withheld(release: Release) -> frozenset[str]:
    return frozenset(
        cell.estimate_id for cell in release.estimates if cell.flag is Flag.PROTECTED
    )


def _refusal(found: Audit, *, known: int) -> RefusedByPolicy:
    with_earlier = f" together with {known} earlier releases" if known else ""
    never_out = (
        "if what stands at DIR never left the house, say --forget; else "
        if known
        else ""
    )
    first = (*found.exact, *found.weak)[0].estimate_id
    return RefusedByPolicy(
        f"{len(found.exact)} withheld numbers could be worked out and "
        f"{len(found.weak)} narrowed too far{with_earlier}",
        where=f"{first} and others" if len(found.findings) > 1 else first,
        to_do=f"{never_out}leave out the table that the figure stands in, or merge "
        "its small categories, in a plan of your own (--plan); nothing was written",
        code="HL-AUD-03",
    )
