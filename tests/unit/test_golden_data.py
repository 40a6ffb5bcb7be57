"""Golden figures say what they mean, and their own sums hold."""

from collections.abc import Mapping

import pytest

from headload.testing.golden import (
    CONTEXT,
    EXACT,
    GoldenFigure,
    golden_figures,
    golden_page,
)
from needs import PROJECT


@pytest.mark.parametrize("figure", golden_figures(), ids=lambda f: f.id)
def test_every_figure_has_a_definition_a_vintage_and_a_source(
    figure: GoldenFigure,
) -> None:
    for text in (figure.definition, figure.vintage, figure.source, figure.area):
        assert len(text) > 3
    assert figure.status in (EXACT, CONTEXT)
    assert figure.unit in ("percent", "persons")
    assert figure.cells
    assert figure.tolerance > 0
    if figure.status == EXACT:
        assert figure.survey
        assert figure.measure


def test_ids_are_unique() -> None:
    ids = [figure.id for figure in golden_figures()]
    assert len(ids) == len(set(ids))


def test_the_table_of_india_adds_up_as_it_does_in_the_brief() -> None:
    tables = [f for f in golden_figures() if f.id.startswith("ind-home-based-")]
    assert len(tables) == 3
    for table in tables:
        cell: Mapping[str, float] = {c.label: c.millions or 0 for c in table.cells}
        assert len(cell) == 9
        for branch in ("all branches", "agriculture", "non-agriculture"):
            both = cell[f"{branch}, women"] + cell[f"{branch}, men"]
            assert both == pytest.approx(cell[f"{branch}, all"], abs=0.0101)
        for who in ("all", "women", "men"):
            both = cell[f"agriculture, {who}"] + cell[f"non-agriculture, {who}"]
            assert both == pytest.approx(cell[f"all branches, {who}"], abs=0.0101)


def test_the_page_of_golden_figures_is_current() -> None:
    # to renew it: make docs
    page = PROJECT / "docs" / "reference" / "golden-figures.md"
    assert page.read_text("utf-8") == golden_page()
