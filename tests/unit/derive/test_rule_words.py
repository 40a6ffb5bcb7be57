"""The words of rules, their codes and choices."""

from typing import Any

import ibis
import pyarrow as pa
import pytest

from headload.standards import default_choices, words
from headload.standards.answers import answers
from headload.standards.coding import listed_codes, role
from headload.standards.variable import variable
from headload.terms import Citation, codelist

CODES = [None, "", "9", "96", "961", "9612", "96121", "9613", "95", "0961"]


def evaluated(column: list[Any], formula: Any) -> list[Any]:
    values = pa.array(column, type=pa.string())
    table = ibis.memtable(pa.table({"value": values, "row": range(len(column))}))
    result = table.select("row", given=formula(table["value"])).order_by("row")
    return list(ibis.duckdb.connect().to_pyarrow(result)["given"].to_pylist())


def test_a_code_lies_under_a_prefix_outside_it_or_is_too_short_to_tell() -> None:
    given = evaluated(CODES, lambda value: words.lies_under(value, "9612"))
    assert dict(zip(CODES, given, strict=True)) == {
        None: None,
        "": None,
        "9": None,
        "96": None,
        "961": None,
        "9612": True,
        "96121": True,
        "9613": False,
        "95": False,
        "0961": False,
    }


def test_several_prefixes_of_different_lengths_are_looked_up_together() -> None:
    given = evaluated(
        ["5212", "9520", "95", "52", "9", "41"],
        lambda value: words.lies_under(value, "5212", "95"),
    )
    assert given == [True, True, True, None, None, False]


def test_a_code_written_exactly_stands_for_fewer_digits() -> None:
    vendors = role("groups", "street_vendor", "occupation")
    given = evaluated(
        ["52", "521", "5211", "5223", "522", "5"],
        lambda value: words.coded(vendors, isco08=value),
    )
    assert given == [True, True, True, False, False, None]


def test_a_classification_that_a_role_does_not_list_decides_nothing() -> None:
    vendors = role("groups", "street_vendor", "occupation")
    given = evaluated(["5211"], lambda value: words.coded(vendors, isic4=value))
    assert given == [None]


def test_a_role_of_exact_codes_alone_says_no_to_others() -> None:
    short = role("groups", "domestic_worker", "task_in_household_unit")
    given = evaluated(
        ["91", "9111", None],
        lambda value: words.coded(short, isco08=value),
    )
    assert given == [True, False, None]


def test_no_answer_is_not_known() -> None:
    given = evaluated(
        ["yes", "no", "dont_know", "refused", "not_stated", "not_asked", None],
        words.stated,
    )
    assert given == ["yes", "no", None, None, None, None, None]


def test_unknown_conditions_do_not_match_in_a_tree() -> None:
    given = evaluated(
        ["a", "b", None],
        lambda value: words.first_match(
            (words.is_(value, "a"), "first"),
            (~words.is_(value, "a"), "second"),
        ),
    )
    assert given == ["first", "second", None]


def test_a_prefix_and_known_to_be_true_are_words_too() -> None:
    assert evaluated(
        ["0111", "11", None],
        lambda value: words.certainly(words.starts_with(value, "01", "02")),
    ) == [True, False, False]


def test_nothing_like_a_value_is_null_of_its_type() -> None:
    assert evaluated(["a"], words.nothing_like) == [None]


def test_at_least_takes_the_bound_in() -> None:
    rows = ibis.memtable(pa.table({"age": [14, 15, None]}))
    result = rows.select(given=words.at_least(rows["age"], 15))
    found = ibis.duckdb.connect().to_pyarrow(result)["given"].to_pylist()
    assert sorted(found, key=str) == [False, None, True]


def test_a_rule_without_a_citation_does_not_import() -> None:
    def uncited() -> None:
        """Explain something."""

    with pytest.raises(TypeError, match="needs a citation and a docstring"):
        variable(label="Uncited", unit="job", cite=())(uncited)


def test_a_rule_without_a_docstring_does_not_import() -> None:
    def unexplained() -> None: ...

    with pytest.raises(TypeError, match="needs a citation and a docstring"):
        variable(label="Unexplained", unit="job", cite=Citation("a test"))(unexplained)


def test_unlisted_roles_and_lists_are_named() -> None:
    with pytest.raises(LookupError, match="no role juggler of street_vendor"):
        role("groups", "street_vendor", "juggler")
    with pytest.raises(LookupError, match="no list juggling"):
        answers("groups", "juggling")


@pytest.mark.parametrize("folder", ["isic", "icls17", "groups"])
def test_every_listed_code_has_digits_a_title_and_a_source(folder: str) -> None:
    lines = listed_codes(folder)
    assert lines
    assert [
        line
        for line in lines
        if not (line.code.isdigit() and line.title and line.source)
        or line.match not in ("under", "exactly")
        or line.classification not in ("isco08", "isco88", "isic4", "isic31")
    ] == []


def test_no_code_is_listed_twice_in_a_role() -> None:
    for folder in ("isic", "icls17", "groups"):
        keys = [
            (line.group, line.role, line.classification, line.code)
            for line in listed_codes(folder)
        ]
        assert len(keys) == len(set(keys))


def test_every_division_of_isic_belongs_to_exactly_one_branch() -> None:
    branches: dict[str, set[str]] = {}
    for line in listed_codes("isic"):
        if line.classification == "isic4":
            branches.setdefault(line.code, set()).add(line.role)
    assert len(branches) == 88
    assert all(len(found) == 1 for found in branches.values())
    assert {role for found in branches.values() for role in found} == set(
        codelist("branch_of_activity").codes,
    )


def test_every_choice_has_a_meaning_a_source_and_a_default_that_is_allowed() -> None:
    for choice in default_choices().values():
        assert choice.meaning
        assert choice.cite.source
        assert choice.value is None or choice.value in choice.allowed
    undecided = [name for name, choice in default_choices().items() if not choice.value]
    assert undecided == ["employment_standard"]
