"""How the headline moves with the choices that the standards leave open."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from headload.standards import default_choices

RATE = "informal-employment-rate"


@pytest.fixture(scope="module")
def release(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sensitivity") / "R"
    arguments = ["measure", str(demo_file), "--survey", "xts/lfs/2025q1"]
    options = ["--out", str(out), "--policy", "public-use", "--quiet", "--sensitivity"]
    assert run([*arguments, *options]) == 0
    return out


def headline(release: Path) -> dict[str, float]:
    rows = pq.read_table(release / "estimates.parquet").to_pylist()
    plain = [
        row
        for row in rows
        if all(
            row[name] == "_T"
            for name in ("sex", "urban", "city", "status", "activity", "worker_group")
        )
    ]
    return {
        row["indicator"]: row["value"] for row in plain if row["sector_of_unit"] == "_T"
    }


def test_every_open_choice_is_tried_alone(release: Path) -> None:
    tried = {name for name in headline(release) if name.startswith(f"{RATE}-if-")}
    assert tried == {
        f"{RATE}-if-size-cut-10",
        f"{RATE}-if-registration-dont-know-not-asked",
        f"{RATE}-if-social-insurance-dont-know-not-asked",
        f"{RATE}-if-undefined-sector-informal-sector",
        f"{RATE}-if-household-order-formal-first",
    }


def test_where_nothing_is_undefined_its_reading_moves_nothing(release: Path) -> None:
    found = headline(release)
    assert found[f"{RATE}-if-undefined-sector-informal-sector"] == found[RATE]
    share = "informal-sector-share-if-undefined-sector-informal-sector"
    assert found[share] == pytest.approx(66.4742099371)


def test_registration_before_households_moves_workers_to_the_formal_sector(
    release: Path,
) -> None:
    found = headline(release)
    assert found[f"{RATE}-if-household-order-formal-first"] <= found[RATE]


def test_the_range_is_said_beside_the_figure(
    release: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from headload.cli.console import output
    from headload.measure.publish import headline as shown
    from headload.releases import read_release

    output().print(shown(read_release(release)))
    assert "by the choices that the standards leave open" in capsys.readouterr().out


def test_alternatives_are_values_of_their_choice_with_labels_in_three_languages() -> (
    None
):
    open_choices = [each for each in default_choices().values() if each.alternatives]
    assert len(open_choices) == 5
    for choice in open_choices:
        assert set(choice.alternatives) <= set(choice.allowed)
        assert len(choice.alternatives) >= 2
        for labels in choice.alternatives.values():
            assert set(labels) == {"en", "es", "fr"}
