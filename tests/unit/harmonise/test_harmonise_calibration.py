"""Known totals and bounds of weights declared in `design.toml`."""

from pathlib import Path

import pytest

from headload.errors import BadInput
from headload.terms import Calibration, CalibrationMethod, Margin, Trim
from unit.harmonise.tiny import DESIGN, HEAD, atlas

AGE = '[variables.age]\nfrom = "a"\n'
RAKE = DESIGN + '[calibration]\nmethod = "rake"\n'
SEX = (
    '[[calibration.margins]]\ncolumn = "sex"\ntotals = { F = 32000, M = 30000.5 }\n'
    'source = "Office"\ndate = "2025-07-01"\n'
)
REGION = (
    '[[calibration.margins]]\ncolumn = "region"\ntotals = { n = 2000.5, s = 60000 }\n'
    'source = "Office"\ndate = "2025-07-01"\n'
)
TRIM = "[calibration.trim]\nlower = 0.3\nupper = 3\n"


def test_margins_and_bounds_are_read(tmp_path: Path) -> None:
    survey = atlas(tmp_path, AGE, design=RAKE + TRIM + SEX + REGION)
    assert survey.source_design.design.calibration == Calibration(
        CalibrationMethod.RAKE,
        (
            Margin("sex", {"F": 32000, "M": 30000.5}, "Office", "2025-07-01"),
            Margin("region", {"n": 2000.5, "s": 60000}, "Office", "2025-07-01"),
        ),
        Trim(0.3, 3),
    )


def test_weights_may_be_trimmed_alone(tmp_path: Path) -> None:
    survey = atlas(tmp_path, AGE, design=DESIGN + TRIM)
    assert survey.source_design.design.calibration == Calibration(trim=Trim(0.3, 3))


def test_a_design_without_calibration_has_none(tmp_path: Path) -> None:
    assert atlas(tmp_path, AGE).source_design.design.calibration is None


def test_a_national_variable_may_be_a_margin(tmp_path: Path) -> None:
    design = RAKE + SEX.replace('"sex"', '"national_age_sex"')
    margins = atlas(
        tmp_path, AGE, design=design
    ).source_design.design.calibration.margins
    assert margins[0].column == "national_age_sex"


def several(folder: Path, design: str, monkeypatch: pytest.MonkeyPatch):
    """Load a map that serves 2025 and 2026, for 2025."""
    head = HEAD.replace('["2025"]', '["2025", "2026"]')
    monkeypatch.setattr("unit.harmonise.tiny.HEAD", head)
    return atlas(folder, AGE, design=design)


def test_totals_of_another_period_are_left_aside(tmp_path, monkeypatch) -> None:
    other = SEX.replace("32000", "33000") + 'period = "2026"\n'
    design = RAKE + SEX + 'period = "2025"\n' + other
    margins = several(
        tmp_path, design, monkeypatch
    ).source_design.design.calibration.margins
    assert [margin.totals["F"] for margin in margins] == [32000]


@pytest.mark.parametrize(
    ("margin", "said"),
    [(SEX, "several periods"), (SEX + 'period = "2026"\n', "of the period 2025")],
)
def test_totals_without_the_period_wanted_are_refused(
    tmp_path, monkeypatch, margin, said
) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        several(tmp_path, RAKE + margin, monkeypatch)
    assert refusal.value.code == "HL-MAP-17"


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (DESIGN + 'calibration = "rake"\n', "not a table"),
        (RAKE.replace("rake", "wish") + SEX, '"wish" is not a method'),
        (RAKE + "bounds = 3\n" + SEX, '"bounds" is not a key'),
        (RAKE + "margins = 3\n", "written as"),
        (RAKE, "no margin to meet"),
        (DESIGN + "[calibration]\n", "neither a method nor bounds"),
        (DESIGN + "[calibration]\n" + SEX, "need a method"),
        (RAKE + SEX.replace("column", "colum"), '"colum" is not a key'),
        (RAKE + SEX.replace('"Office"', '" "'), '"source" is missing'),
        (RAKE + SEX.replace("date =", "period ="), '"date" is missing'),
        (RAKE + SEX.replace('"sex"', '"sexo"'), '"sexo" is not a harmonised'),
        (RAKE + SEX.replace('"sex"', '"age"'), '"age" is not a harmonised'),
        (RAKE + SEX.replace('"sex"', '"person_id"'), '"person_id" is not a'),
        (RAKE + SEX.replace("F =", "W ="), '"W" is not a code of sex'),
        (RAKE + SEX.replace("F =", "not_asked ="), '"not_asked" is not a code'),
        (RAKE + SEX.replace("{ F = 32000, M = 30000.5 }", "{}"), '"totals" is missing'),
        (RAKE + SEX.replace("32000", '"many"'), "not a number"),
        (RAKE + SEX.replace("32000", "0"), "not above 0: F"),
        (RAKE + SEX.replace("32000", "-5"), "not above 0: F"),
        (RAKE + SEX.replace("32000", "nan"), "not above 0: F"),
        (RAKE + SEX.replace("32000", "inf"), "not above 0: F"),
        (RAKE + SEX + SEX, "two margins"),
        (RAKE + SEX + REGION.replace("60000", "60001"), "62,000 and 62,002 persons"),
        (RAKE.replace("rake", "poststratify") + SEX + REGION, "has one margin"),
        (RAKE + "[calibration.trim]\n" + SEX, "a lower or an upper bound"),
        (RAKE + TRIM.replace("0.3", '"a"') + SEX, "not a number"),
        (RAKE + TRIM.replace("0.3", "1.5") + SEX, "both sides of the median"),
        (
            RAKE + TRIM.replace("upper = 3", "upper = 0.5") + SEX,
            "both sides of the median",
        ),
        (RAKE + TRIM + "middle = 1\n" + SEX, '"middle" is not a key'),
    ],
)
def test_a_calibration_that_does_not_fit_is_refused(tmp_path, design, said) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        atlas(tmp_path, AGE, design=design)
    assert refusal.value.code == "HL-MAP-17"
