"""Every drawn table runs through the real rule on the real engine."""

from pathlib import Path
from typing import Any

import ibis
import pytest

from headload.standards import Variable, rules
from headload.testing import DrawnTable, check_rule, read_spec, run_drawn

SPEC = Path(__file__).parent
FOLDERS = (
    *("briefs", "groups", "icls13", "icls15", "icls17", "icls19", "icls21"),
    *("icse18", "icse93", "isic", "editions"),
)
RULES = [rule for rule in rules().values() if rule.standard in FOLDERS]


def _spec_of(rule: Variable) -> Path:
    return SPEC / rule.standard / f"{rule.name}.md"


def _name(rule: Variable) -> str:
    return f"{rule.standard}.{rule.name}"


def _tables() -> list[tuple[Variable, DrawnTable]]:
    return [
        (rule, table)
        for rule in RULES
        if _spec_of(rule).exists()
        for table in read_spec(_spec_of(rule))
    ]


@pytest.fixture(scope="module")
def connection() -> Any:
    return ibis.duckdb.connect()


@pytest.mark.parametrize(
    ("rule", "table"),
    [
        pytest.param(rule, table, id=f"{_name(rule)}: {table.title}")
        for rule, table in _tables()
    ],
)
def test_a_rule_gives_what_is_drawn(
    rule: Variable,
    table: DrawnTable,
    connection: Any,
) -> None:
    assert run_drawn(rule, table, connection) == []


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_a_rule_has_a_drawn_row_of_which_nothing_is_known(rule: Variable) -> None:
    choices = {"employment_standard"}
    unknown_rows = [
        row
        for table in read_spec(_spec_of(rule))
        for row in table.rows
        if all(
            cell == "-" or name in choices
            for name, cell in zip(table.header[:-1], row[:-1], strict=True)
        )
    ]
    assert unknown_rows


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_every_value_of_a_rule_is_drawn_at_least_once(rule: Variable) -> None:
    drawn = {row[-1] for table in read_spec(_spec_of(rule)) for row in table.rows}
    expected = set(rule.codes.codes) if rule.codes else {"yes", "no"}
    assert expected - drawn == set()


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_every_input_of_a_rule_is_drawn_at_least_once(rule: Variable) -> None:
    drawn = {name for table in read_spec(_spec_of(rule)) for name in table.header[:-1]}
    assert set(rule.inputs) - drawn == set()


@pytest.mark.parametrize("rule", RULES, ids=_name)
def test_a_rule_keeps_the_contract_of_rules(rule: Variable) -> None:
    check_rule(rule)


def test_every_spec_file_belongs_to_a_rule() -> None:
    specs = {f"{path.parent.name}.{path.stem}" for path in SPEC.glob("*/*.md")}
    assert specs - {_name(rule) for rule in RULES} == set()
