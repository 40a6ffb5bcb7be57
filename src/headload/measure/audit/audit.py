"""The audit of a release, together with earlier ones from the same file."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from headload.errors import BadInput, WrongUse
from headload.measure.audit.attack import Attack
from headload.measure.audit.knowledge import Knowledge, Published, Row, knowledge_of
from headload.measure.audit.verdict import EXACT, SAFE, WEAK, Finding, verdict_of


@dataclass(frozen=True)
class Audit:
    """The result.

    Parameters
    ----------
    withheld
        Cells withheld to protect, over all releases.
    findings
        One for each number behind them, in the order of the releases.
    respondent, threshold
        People that one respondent stands for, and respondents asked for.
    """

    withheld: int
    findings: tuple[Finding, ...]
    respondent: float
    threshold: int

    @property
    def exact(self) -> tuple[Finding, ...]:
        """Cells whose number can be worked out."""
        return tuple(each for each in self.findings if each.verdict == EXACT)

    @property
    def weak(self) -> tuple[Finding, ...]:
        """Cells whose number can be narrowed to fewer than the threshold."""
        return tuple(each for each in self.findings if each.verdict == WEAK)

    def facts(self) -> dict[str, Any]:
        """Return what a manifest says of the audit; no figure can be read off it."""
        return {
            "withheld": self.withheld,
            "numbers": len(self.findings),
            "exact": len(self.exact),
            "weak": len(self.weak),
            "threshold": self.threshold,
            "people_a_respondent": self.respondent,
        }

    @property
    def passed(self) -> bool:
        """Tell whether nothing could be worked out."""
        return all(each.verdict == SAFE for each in self.findings)


def audit(releases: Sequence[Published], only: Container[str] | None = None) -> Audit:
    """Attack releases with what they publish, and nothing else.

    Parameters
    ----------
    releases
        The release, then earlier ones from the same file.
    only
        Ids of the withheld cells to attack; all when None.

    Raises
    ------
    WrongUse
        ``HL-AUD-01`` when they are not from the same file.
    BadInput
        ``HL-AUD-02`` when what one publishes contradicts itself, ``-05`` when they
        contradict each other.
    """
    _refuse_other_files(releases)
    known = knowledge_of(releases)
    if only is not None:
        known.secrets = [each for each in known.secrets if each.estimate_id in only]
    threshold = max(_protection(each)["threshold"] for each in releases)
    respondent = max(map(_respondent, releases))
    needed = [
        min(threshold * respondent, known.least_around(secret.key))
        for secret in known.secrets
    ]
    attack = _possible(known)
    if attack is None:
        raise _contradiction(releases)
    trial = _Trial(attack, respondent, needed)
    trial.run()
    findings = tuple(
        Finding(
            secret.estimate_id,
            secret.part,
            float(trial.attack.low[number]),
            float(trial.attack.high[number]),
            trial.verdict(number),
        )
        for number, secret in enumerate(known.secrets)
    )
    cells = {each.estimate_id for each in known.secrets}
    return Audit(len(cells), findings, respondent, threshold)


@dataclass(frozen=True)
class _Trial:
    """An attack on every secret that does not turn out safe on the way."""

    attack: Attack
    respondent: float
    needed: Sequence[float]

    def run(self) -> None:
        """Stretch all that are open together while that helps, then one by one."""
        waiting, before = self.open(), 0
        while waiting and len(waiting) != before:
            before = len(waiting)
            for up in (True, False):
                self.attack.stretch(waiting, up=up)
            waiting = self.open()
        for number in waiting:
            for up in (True, False):
                if self.verdict(number) != SAFE:
                    self.attack.stretch([number], up=up)

    def open(self) -> list[int]:
        """Return the secrets that are not known to be safe yet."""
        return [i for i in range(len(self.needed)) if self.verdict(i) != SAFE]

    def verdict(self, number: int) -> str:
        """Return the verdict on what is known of a secret so far."""
        return verdict_of(
            self.attack.low[number],
            self.attack.high[number],
            respondent=self.respondent,
            needed=self.needed[number],
        )


def _possible(known: Knowledge) -> Attack | None:
    """Return an attack with every row; else without those that are only believed.

    None where no numbers keep them.
    """
    for rows in _less_and_less_believed(known.rows):
        attack = Attack(known, rows)
        if attack.is_possible():
            return attack
    return None


def _contradiction(releases: Sequence[Published]) -> BadInput:
    if len(releases) > 1:
        return BadInput(
            "The figures of the releases contradict each other",
            where=", ".join(release.manifest.id for release in releases),
            to_do="measure the earlier one again with this map and software; or, if it "
            "never left the house, leave it out (--forget)",
            code="HL-AUD-05",
        )
    return BadInput(
        "What is published contradicts itself",
        where=f"the figures of {releases[0].manifest.id}",
        to_do="measure again; if it stays, report it",
        code="HL-AUD-02",
    )


def _less_and_less_believed(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    yield rows
    yield [replace(row, high=float("inf")) if row.believed else row for row in rows]


def _respondent(release: Published) -> float:
    """Return how many people one respondent stands for, at most, as anybody can."""
    base = release.manifest.rounding.get("totals")
    if base:
        weights = release.manifest.policy.settings["rounding"]["mean_weights_per_base"]
        return float(base / weights)
    rows = sum(each["rows"] for each in release.manifest.inputs)
    totals = [
        cell.value or 0.0 for cell in release.estimates if cell.measure == "total"
    ]
    return max(totals, default=0.0) / rows if rows else 0.0


def _protection(release: Published) -> dict[str, int]:
    settings: dict[str, int] = release.manifest.policy.settings["protection"]
    return settings


def _refuse_other_files(releases: Sequence[Published]) -> None:
    files = {
        frozenset(str(each["sha256"]) for each in release.manifest.inputs)
        for release in releases
    }
    if len(files) > 1:
        raise WrongUse(
            "The releases are not from the same file",
            where="headload audit --with",
            to_do="name earlier releases of the same microdata only",
            code="HL-AUD-01",
        )
