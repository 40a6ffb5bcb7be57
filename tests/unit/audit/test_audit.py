"""The attack on what is published: by hand, on random releases, at the door."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from headload.cli.app import run
from headload.errors import WrongUse
from headload.measure.audit import audit, knowledge
from headload.measure.protect import protect
from headload.releases import IndicatorFacts, InputFile, Release
from headload.terms import Estimate, Flag, MeasureKind
from unit.audit.plain import by_one_pass
from unit.audit.tables import (
    KINDS,
    by_rows_and_columns,
    counting_policy,
    drawn,
    released,
    tabulated,
    together,
)
from unit.releases.made import facts, labels, rate, total

RELEASES = 500
EACH = RELEASES // len(KINDS)


def hidden(release: Release, *ids: str) -> Release:
    """Return the release with some cells withheld by hand, as a mistake would."""
    cells = [
        replace(
            cell, value=None, se=None, ci_low=None, ci_high=None, flag=Flag.PROTECTED
        )
        if cell.estimate_id.split(".", 1)[1] in ids
        else cell
        for cell in release.estimates
    ]
    return replace(release, estimates=tuple(cells), seal=_seal())


def _seal() -> object:
    from headload.releases.release import PROTECT_ROOM_SEAL

    return PROTECT_ROOM_SEAL


def square() -> Release:
    """Return a table of three by three with its sums, all shown."""
    counts = {"A": (40, 50, 60), "B": (45, 70, 80), "C": (90, 30, 20)}
    records = {
        "region": [r for r, row in counts.items() for n in row for _ in range(n)],
        "sex": [s for row in counts.values() for s, n in zip("FMO", row, strict=True)
                for _ in range(n)],
    }  # fmt: skip
    return released(tabulated(records, [("region", "sex")]))


def test_one_hidden_cell_of_a_table_is_worked_out() -> None:
    found = audit([hidden(square(), "employment.sex-f.region-a")])
    (finding,) = found.exact
    assert (round(finding.low), round(finding.high)) == (40, 40)


def test_a_hidden_row_is_worked_out_from_the_columns() -> None:
    row = [f"employment.sex-{sex}.region-a" for sex in "fmo"]
    assert len(audit([hidden(square(), *row)]).exact) == 3


def test_four_corners_hide_each_other_as_far_as_the_smallest_goes() -> None:
    corners = [f"employment.sex-{sex}.region-{r}" for sex in "fm" for r in "ab"]
    found = audit([hidden(square(), *corners)])
    assert found.passed
    interval = {f.estimate_id.split(".", 1)[1]: (f.low, f.high) for f in found.findings}
    low, high = interval["employment.sex-f.region-a"]
    # 40 can go to 0 (with 45 and 50 up), the others cannot go below none
    assert low >= -1e-6
    assert high - low >= 10


def test_a_cell_hidden_in_one_table_is_read_off_another() -> None:
    corners = [f"employment.sex-{sex}.region-{r}" for sex in "fm" for r in "ab"]
    first = hidden(square(), *corners)
    assert audit([first]).passed
    assert len(audit([first, square()]).exact) == 4


def test_a_rate_gives_the_number_behind_it_away() -> None:
    told = {
        "employment": IndicatorFacts(labels("E"), (), counts=("employed",)),
        "informal": IndicatorFacts(labels("I"), (), counts=("employed", "informal")),
        "informal-employment-rate": IndicatorFacts(
            labels("R"), (), counts=("employed", "informal"), among=("employed",)
        ),
    }
    cells = [
        total(400, 400.0),
        total(150, 150.0, "informal"),
        rate(400, 150, 400.0),
    ]
    shown = released(cells)
    manifest = replace(
        shown.manifest,
        indicators={
            name: {
                "counts": list(each.counts),
                "among": list(each.among),
                "of_dimensions": [],
                "all_known": True,
            }
            for name, each in told.items()
        },
    )
    whole = replace(shown, manifest=manifest, seal=_seal())
    (finding,) = audit([hidden(whole, "informal")]).exact
    assert finding.low == pytest.approx(150, abs=0.5)


def test_the_informal_that_another_share_shows_are_no_secret_the_formal_are() -> None:
    rates = {
        "informal-employment-rate": IndicatorFacts(
            labels("R"), (), counts=("employed", "informal"), among=("employed",)
        ),
        "share-of-informal-employment": IndicatorFacts(
            labels("S"),
            (),
            counts=("employed", "informal"),
            among=("employed", "informal"),
            of_dimensions=("region",),
        ),
        "informal": IndicatorFacts(labels("I"), (), counts=("employed", "informal")),
    }
    where = {"region": "A"}
    cells = [
        total(400, 400.0, "informal"),
        rate(100, 97, 100.0, dimensions=where),
        rate(400, 97, 400.0, "share-of-informal-employment", where),
    ]
    release = protect(
        together(cells),
        policy=counting_policy(),
        about=facts(inputs=(InputFile("b" * 64, 400),), indicators=rates, within={}),
    )
    flags = {cell.indicator: cell.flag for cell in release.estimates}
    assert flags["informal-employment-rate"] is Flag.PROTECTED
    assert flags["share-of-informal-employment"] is Flag.RELIABLE
    assert {each.part for each in audit([release]).findings} == {"without"}


def hours_by_region(*counts: int) -> Release:
    """Return people and mean hours of regions with their total, nothing rounded."""
    told = {
        "employment": IndicatorFacts(labels("E"), (), counts=("employed",)),
        "mean-hours": IndicatorFacts(
            labels("H"), (), counts=("hours", "employed"), among=("employed",)
        ),
    }
    means = (30.0, 40.0, 45.0, 50.0)[: len(counts)]
    people = sum(counts)
    whole = sum(n * mean for n, mean in zip(counts, means, strict=True)) / people
    cells = [total(people, float(people)), mean_hours(people, whole)]
    for code, n, mean in zip("ABCD", counts, means, strict=False):
        where = {"region": code}
        cells += [total(n, float(n), dimensions=where), mean_hours(n, mean, where)]
    about_ = facts(inputs=(InputFile("b" * 64, people),), indicators=told, within={})
    return protect(together(cells), policy=counting_policy(), about=about_)


def mean_hours(n: int, mean: float, where: dict[str, str] | None = None) -> Estimate:
    return total(
        n,
        mean,
        "mean-hours",
        where,
        measure=MeasureKind.MEAN,
        unit="hours",
        weighted_base=float(n),
        n_psu=n,
    )


def test_means_times_counts_give_a_withheld_mean_away() -> None:
    shown = hours_by_region(40, 60, 80)
    (finding,) = audit([hidden(shown, "mean-hours.region-a")]).exact
    assert finding.part == "sum"
    assert finding.low == pytest.approx(40 * 30 / 45, abs=0.5)  # 45: the largest mean


def test_a_withheld_mean_is_kept_open_by_our_own_protection() -> None:
    release = hours_by_region(4, 60, 80, 100)
    flags = {c.estimate_id.split(".", 1)[1]: c.flag for c in release.estimates}
    assert flags["mean-hours.region-a"] is Flag.PROTECTED
    found = audit([release])
    assert {each.part for each in found.findings} == {"number", "sum"}
    assert found.passed


def adds_up(
    known: knowledge.Knowledge, families: Mapping[tuple[knowledge.Key, str], object]
) -> tuple[set[str], set[object]]:
    """Let the outsider know that every dimension adds up, as it does here."""
    return {name for _, name in families}, set()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_worked_out_from_random_releases(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "_evidence", adds_up)
    exact = weak = withheld = 0
    for seed in range(EACH):
        found = audit([released(tabulated(drawn(seed), KINDS[kind]))])
        exact, weak = exact + len(found.exact), weak + len(found.weak)
        withheld += found.withheld
    assert withheld > 5 * EACH  # there was something to find
    assert (exact, weak) == (0, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_threshold_alone_is_found_out(kind: str) -> None:
    exact = 0
    for seed in range(10):
        cells = tabulated(drawn(seed), KINDS[kind])
        found = audit([released(cells, complementary=False)])
        exact += len(found.exact)
    assert exact > 10


@pytest.mark.parametrize("kind", KINDS)
def test_rows_and_columns_each_table_by_itself_are_found_out(kind: str) -> None:
    open_ = 0
    for seed in range(10):
        cells = tabulated(drawn(seed), KINDS[kind])
        rule = by_rows_and_columns(cells, KINDS[kind])
        shown = released(cells, complementary=False)
        withheld = [
            cell.estimate_id.split(".", 1)[1]
            for cell in shown.estimates
            if frozenset(cell.dimensions.items()) in rule
        ]
        found = audit([hidden(shown, *withheld)])
        open_ += len(found.exact) + len(found.weak)
    assert open_ > 10


def test_no_more_is_withheld_than_by_a_plain_program() -> None:
    small = plain = ours = 0
    for kind in KINDS:
        for seed in range(5):
            cells = tabulated(drawn(seed), KINDS[kind])
            few, withheld = by_one_pass(cells)
            small, plain = small + few, plain + withheld
            flags = [cell.flag for cell in released(cells).estimates]
            ours += flags.count(Flag.PROTECTED)
    assert small > 300
    assert ours - small <= 1.25 * (plain - small)


def test_releases_of_other_files_are_not_laid_together() -> None:
    other = square()
    inputs = ({"sha256": "c" * 64, "rows": 10},)
    other = replace(
        other, manifest=replace(other.manifest, inputs=inputs), seal=_seal()
    )
    with pytest.raises(WrongUse) as refusal:
        audit([square(), other])
    assert refusal.value.code == "HL-AUD-01"


def test_the_verb_says_what_it_found(
    demo_release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    status = run(["audit", str(demo_release), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["exact"] == 0
    assert found["withheld"] > 100
    assert status == (4 if found["weak"] else 0)
    assert len(found["open"]) == found["weak"]
