"""The graph of rules: what they need, in which order, and what is refused."""

from typing import Any

import pytest

from headload.errors import WrongUse
from headload.measure.derive import plan_of
from headload.standards import Variable, groups, icls17, icls19, icse93
from headload.terms import Citation


def made_up(
    name: str, *inputs: str, uses: dict[str, Variable] | None = None
) -> Variable:
    def formula(*values: Any) -> Any:
        return values[0]

    return Variable(
        name=name,
        standard="made_up",
        label=name,
        unit="job",
        kind="yes/no",
        codes=None,
        cite=(Citation("a test"),),
        inputs=inputs,
        uses={} if uses is None else uses,
        formula=formula,
        docstring="Made up.",
    )


def test_layers_put_inputs_before_the_rules_that_read_them() -> None:
    order = list(plan_of([icls17.informal_job]).rules())
    assert order.index(icls17.institution) < order.index(icls17.sector_node)
    assert order.index(icls17.sector_node) < order.index(icls17.sector_of_unit)
    assert order.index(icls17.sector_of_unit) < order.index(icls17.job_node)
    assert order[-1] is icls17.informal_job


def test_a_rule_that_two_others_need_is_planned_once() -> None:
    order = list(plan_of([icls17.job_node, icls17.sector_node]).rules())
    assert order.count(icls17.social_insurance) == 1


def test_an_input_given_under_uses_comes_from_another_folder() -> None:
    sources = plan_of([icls17.sector_node]).sources[icls17.sector_node]
    assert sources["status_in_employment"] is icse93.status_in_employment


def test_the_plan_names_the_columns_and_choices_that_it_reads() -> None:
    plan = plan_of([icls19.employed])
    assert plan.columns() == (
        "work_in_reference_week",
        "market_destination",
        "office_labour_force_status",
    )
    assert [choice.name for choice in plan.choices()] == ["employment_standard"]


def test_the_groups_know_nothing_of_the_editions_of_the_icls() -> None:
    flags = [getattr(groups, name) for name in groups.__all__]
    standards = {rule.standard for rule in plan_of(flags).rules()}
    assert standards == {"groups", "icse93", "isic"}


def test_an_input_that_nothing_gives_is_refused_with_the_closest_names() -> None:
    rule = made_up("lost", "place_of_worke")
    with pytest.raises(WrongUse, match="HL-DERIVE-01") as refusal:
        plan_of([rule])
    assert "place_of_work" in refusal.value.to_do
    assert refusal.value.where == "rule made_up.lost"


def test_rules_that_need_one_another_are_refused_with_the_circle() -> None:
    first_uses: dict[str, Variable] = {}
    first = made_up("first", "second", uses=first_uses)
    second = made_up("second", "first", uses={"first": first})
    first_uses["second"] = second
    with pytest.raises(WrongUse, match="HL-DERIVE-02") as refusal:
        plan_of([first])
    circle = "made_up.first -> made_up.second -> made_up.first"
    assert refusal.value.where == circle


def test_a_plan_of_nothing_has_no_layers() -> None:
    plan = plan_of([])
    assert plan.layers == ()
    assert plan.columns() == ()
