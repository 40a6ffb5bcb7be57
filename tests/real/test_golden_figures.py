"""Golden figures come out wherever their microdata are present."""

import os
from pathlib import Path

import pytest

from headload.errors import WrongUse
from headload.measure.harmonise import load_survey
from headload.testing.golden import (
    EXACT,
    GoldenFigure,
    differences,
    golden_figures,
    microdata_of,
)
from needs import PROJECT, real_data

FIGURES = [figure for figure in golden_figures() if figure.status == EXACT]


def data_folder() -> Path:
    return Path(os.environ.get("HEADLOAD_DATA") or PROJECT.parent / "shared" / "data")


@pytest.mark.parametrize("figure", FIGURES, ids=lambda f: f.id)
def test_a_map_meets_the_figure_where_its_microdata_are_present(
    figure: GoldenFigure,
) -> None:
    if figure.file:
        real_data(figure.file)
    file = microdata_of(figure, data_folder())
    if file is None:
        pytest.skip(f"nobody has given the microdata of {figure.survey} yet")
    try:
        survey = load_survey(figure.survey)
    except WrongUse:
        pytest.fail(f"the microdata of {figure.survey} are here, its map is not")
    for label, (published, ours) in differences(figure, survey, file).items():
        assert ours == pytest.approx(published, abs=figure.tolerance), label
