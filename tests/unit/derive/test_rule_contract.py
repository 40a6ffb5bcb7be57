"""The contract suite finds what is wrong with a rule or a drawn table."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import ibis
import pytest

from headload.errors import BadInput, WrongUse
from headload.standards import Variable, groups, icls17
from headload.standards.words import text
from headload.terms import Citation
from headload.testing import check_rule, read_spec, run_drawn


def faults(rule: Variable) -> str:
    with pytest.raises(WrongUse, match="HL-TEST-01") as refusal:
        check_rule(rule)
    return refusal.value.where


def test_a_good_rule_passes() -> None:
    check_rule(icls17.sector_of_unit)


def test_words_that_are_missing_are_named() -> None:
    rule = replace(
        groups.works_at_home,
        label="",
        unit="household",
        docstring="no sentence",
        cite=(Citation(""),),
    )
    found = faults(rule)
    for fault in ("no label", "unit is none of", "no sentence", "no source"):
        assert fault in found


def test_an_input_that_nothing_gives_is_a_fault() -> None:
    rule = replace(groups.works_at_home, inputs=("place_of_worke",))
    assert 'Nothing gives the input "place_of_worke"' in faults(rule)


def test_a_text_rule_that_gives_yes_or_no_is_a_fault() -> None:
    rule = replace(groups.works_at_home, kind="text")
    assert "gives boolean, not string" in faults(rule)


def test_a_code_that_the_list_lacks_is_a_fault() -> None:
    def formula(node: Any, undefined: Any) -> Any:
        return text("third_sector")

    rule = replace(icls17.sector_of_unit, formula=formula)
    assert "third_sector" in faults(rule)


def written(folder: Path, table: str, title: str = "## A sentence") -> Path:
    path = folder / "works_at_home.md"
    path.write_text(f"# works_at_home\n\n{title}\n\n{table}", encoding="utf-8")
    return path


def test_a_row_that_the_rule_does_not_give_is_shown(tmp_path: Path) -> None:
    table = "| place_of_work | works_at_home |\n|--|--|\n| market | yes |\n"
    (drawn,) = read_spec(written(tmp_path, table))
    (mismatch,) = run_drawn(groups.works_at_home, drawn, ibis.duckdb.connect())
    assert mismatch.row == ("market", "yes")
    assert mismatch.given == "no"
    assert mismatch.where.endswith("works_at_home.md, line 5")


def test_a_drawn_row_unlike_its_header_is_refused(tmp_path: Path) -> None:
    table = "| place_of_work | works_at_home |\n|--|--|\n| market |\n"
    with pytest.raises(BadInput, match="1 rows unlike its header"):
        read_spec(written(tmp_path, table))


def test_a_drawn_table_without_a_sentence_is_refused(tmp_path: Path) -> None:
    table = "| place_of_work | works_at_home |\n|--|--|\n| market | no |\n"
    with pytest.raises(BadInput, match="no sentence above it"):
        read_spec(written(tmp_path, table, title=""))


def test_a_column_that_is_no_input_is_refused(tmp_path: Path) -> None:
    table = "| place | works_at_home |\n|--|--|\n| market | no |\n"
    (drawn,) = read_spec(written(tmp_path, table))
    with pytest.raises(BadInput, match="HL-TEST-03") as refusal:
        run_drawn(groups.works_at_home, drawn, ibis.duckdb.connect())
    assert "place_of_work" in refusal.value.to_do
