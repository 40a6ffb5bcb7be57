"""No release is sealed that the audit opens, with all that is out already."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from headload.cli.app import run
from headload.errors import BadInput, RefusedByPolicy, WrongUse
from headload.measure.audit import audit, knowledge
from headload.measure.pipeline import Override, seal
from headload.measure.pipeline.ledger import Remembered, remembered, to_keep
from headload.measure.pipeline.seal import sealed
from headload.measure.protect import protect
from headload.measure.publish import publish
from headload.releases import Release, read_release
from headload.terms import Estimate
from unit.audit.tables import about, counting_policy, drawn, tabulated, together
from unit.audit.test_audit import adds_up

WAVES = [
    ([("region", "sex")], [("city", "sex")]),
    ([("region",), ("sex",)], [("city",), ("sex", "age")]),
    ([("occupation", "sex")], [("occupation", "age"), ("sex", "age")]),
    ([("city", "age")], [("region", "age"), ("region", "sex")]),
]
EACH = 25
PLAN = """
[dimensions]
sex = "sex"
urban = "urban"
city = "city"
[[tables]]
id = "T"
title = {en = "T", es = "T", fr = "T"}
by = [[], ["sex"]]
[[tables.measures]]
indicator = "employed"
kind = "total"
unit = "persons"
of = "employed"
labels = {en = "Employed", es = "Ocupados", fr = "En emploi"}
"""
PEOPLE = Override(("Ada Boateng", "Luis Quispe"), "The office published it in 2019")


def seal_(cells: list[Estimate], earlier: tuple[Remembered, ...] = ()) -> Release:
    release, _ = sealed(
        together(cells), policy=counting_policy(), about=about(cells), earlier=earlier
    )
    return release


def light(cells: list[Estimate]) -> list[Estimate]:
    """Return the cells as if a respondent of region A stood for a third of others."""
    return [
        replace(cell, value=cell.value / 3, weighted_base=cell.value / 3)
        if cell.dimensions.get("region") == "A" and cell.value
        else cell
        for cell in cells
    ]


def kept(release: Release, at: Path) -> tuple[Remembered, ...]:
    """Publish a release and return it as a later measurement finds it."""
    publish(release, at)
    return remembered(at, (), about([*release.private.estimates.estimates]).inputs)


@pytest.mark.parametrize("wave", range(len(WAVES)))
def test_a_second_release_opens_nothing_of_the_first(
    wave: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge, "_evidence", adds_up)
    first, second = WAVES[wave]
    refused = opened = 0
    for seed in range(EACH):
        records = drawn(seed)
        one = seal_(tabulated(records, first))
        earlier = kept(one, tmp_path / f"R{seed}")
        cells = tabulated(records, second)
        opened += not audit([seal_(cells), one]).passed
        try:
            two = seal_(cells, earlier)
        except RefusedByPolicy:
            refused += 1
        else:
            assert audit([two, one]).passed
    assert opened > 2  # protected alone, the second opens the first
    assert refused <= 2


def test_places_where_people_stand_for_fewer_are_protected_further() -> None:
    opened = 0
    for seed in range(EACH):
        cells = light(tabulated(drawn(seed), [("region", "occupation")]))
        set_, told = together(cells), about(cells)
        alone = protect(set_, policy=counting_policy(), about=told)
        opened += not audit([alone]).passed
        release, _ = sealed(set_, policy=counting_policy(), about=told)
        assert audit([release]).passed
        assert release.manifest.audit["weak"] == 0
        assert release.manifest.audit["withheld"] >= alone.manifest.counts["protected"]
    assert opened > 5


@pytest.fixture
def open_release(monkeypatch: pytest.MonkeyPatch) -> list[Estimate]:
    """Return cells that the audit opens where nothing is protected further."""
    monkeypatch.setattr(seal, "ROUNDS", 0)
    for seed in range(EACH):
        cells = light(tabulated(drawn(seed), [("region", "occupation")]))
        alone = protect(together(cells), policy=counting_policy(), about=about(cells))
        if not audit([alone]).passed:
            return cells
    raise AssertionError("no release is open")


def test_what_stays_open_is_refused(open_release: list[Estimate]) -> None:
    with pytest.raises(RefusedByPolicy) as refusal:
        seal_(open_release)
    assert refusal.value.code == "HL-AUD-03"


def test_two_people_may_seal_it_and_everybody_can_read_it(
    open_release: list[Estimate], tmp_path: Path
) -> None:
    release, _ = sealed(
        together(open_release),
        policy=counting_policy(),
        about=about(open_release),
        override=PEOPLE,
    )
    read = read_release(publish(release, tmp_path / "R")).manifest
    assert read.audit["override"] == {
        "people": ["Ada Boateng", "Luis Quispe"],
        "reason": "The office published it in 2019",
    }
    assert read.audit["exact"] + read.audit["weak"] > 0
    assert "Ada Boateng and Luis Quispe" in read.warnings[-1]


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        (("Ada Boateng",), "published before"),
        (("Ada Boateng", " ada  boateng "), "published before"),
        (("Ada Boateng", "Luis Quispe"), " "),
        (("A", "B", "C"), "published before"),
    ],
)
def test_one_person_or_no_reason_is_not_enough(
    people: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(WrongUse) as refusal:
        Override(people, reason)
    assert refusal.value.code == "HL-USE-11"


def test_an_override_that_is_not_needed_is_not_written() -> None:
    cells = tabulated(drawn(1), [("region",)])
    release, _ = sealed(
        together(cells), policy=counting_policy(), about=about(cells), override=PEOPLE
    )
    assert "override" not in release.manifest.audit


def test_a_release_measured_again_is_not_earlier_than_itself(tmp_path: Path) -> None:
    cells = tabulated(drawn(2), [("region", "sex")])
    earlier = kept(seal_(cells), tmp_path / "R")
    assert [each.replaced for each in earlier] == [True]
    again, keep = sealed(
        together(cells), policy=counting_policy(), about=about(cells), earlier=earlier
    )
    assert again.manifest.id == earlier[0].release.manifest.id
    assert list(keep) == []


def test_what_is_replaced_is_remembered_with_all_it_remembered(tmp_path: Path) -> None:
    at = tmp_path / "R"
    tables: list[list[tuple[str, ...]]] = [
        [("region",)],
        [("region", "sex")],
        [("sex", "age")],
    ]
    for plan in tables:
        cells = tabulated(drawn(3), plan)
        earlier = remembered(at, (), about(cells).inputs) if at.exists() else ()
        release, keep = sealed(
            together(cells),
            policy=counting_policy(),
            about=about(cells),
            earlier=earlier,
        )
        publish(release, at, earlier=to_keep(keep))
    assert len(release.manifest.audit["earlier"]) == 2
    found = remembered(at, (), about(cells).inputs)
    assert len({each.release.manifest.id for each in found}) == 3
    assert all(each.figures is not None for each in found)
    assert remembered(at, (), about(cells, sha256="c" * 64).inputs) == ()


def test_figures_of_another_map_that_contradict_are_not_laid_together(
    tmp_path: Path,
) -> None:
    cells = tabulated(drawn(3), [("region", "sex")])
    earlier = kept(seal_(cells), tmp_path / "R")
    more = [
        replace(cell, value=2 * cell.value, n=2 * cell.n)
        for cell in cells
        if cell.value
    ]
    with pytest.raises(BadInput) as refusal:
        seal_(more, earlier)
    assert refusal.value.code == "HL-AUD-05"
    assert earlier[0].release.manifest.id in str(refusal.value)


def test_a_release_without_its_private_record_is_attacked_all_the_same(
    tmp_path: Path,
) -> None:
    cells = tabulated(drawn(3), [("region", "sex")])
    at = publish(seal_(cells), tmp_path / "R")
    shutil.rmtree(tmp_path / "R.private")
    (only,) = remembered(tmp_path / "other", (at,), about(cells).inputs)
    assert only.figures is None
    assert not only.replaced


def test_the_verb_remembers_what_it_replaces(
    demo_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, plan = tmp_path / "R", tmp_path / "plan.toml"
    plan.write_text(PLAN)
    start = ["measure", str(demo_file), "--survey", "xts/lfs/2025q1", "--quiet"]
    assert run([*start, "--plan", str(plan), "--out", str(out)]) == 0
    first = read_release(out).manifest
    kept_ = Path(shutil.copytree(out, tmp_path / "kept"))
    plan.write_text(PLAN.replace('[], ["sex"]', '["urban"], ["city"]'))
    assert run([*start, "--plan", str(plan), "--out", str(out)]) == 0
    assert read_release(out).manifest.audit["earlier"] == [first.id]
    plan.write_text(PLAN.replace('[], ["sex"]', '["sex"]'))
    more = ["--plan", str(plan), "--out", str(out), "--forget", "--earlier", str(kept_)]
    assert run([*start, *more]) == 0
    assert read_release(out).manifest.audit["earlier"] == [first.id]
    capsys.readouterr()
