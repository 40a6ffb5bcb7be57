"""Trying a questionnaire on the thought workers, to see what the rules still find.

The rules run once on workers of whom everything is known and again on what the
survey would know of the same workers. The difference is what the survey loses, and
it follows from the rules alone. Each question is also taken away alone, and given
back alone, to see what it costs and what it would bring.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from headload.measure.derive import derive, plan_of
from headload.measure.readiness.asked import Asked
from headload.measure.readiness.cases import thought_workers
from headload.measure.readiness.items import Item
from headload.measure.readiness.masking import masked
from headload.standards import Choice, Variable, default_choices
from headload.terms import Persons, harmonised_variables

# a choice that says how a question was asked goes with that question
CHOICE_OF = {"market_place_asked": "place_of_work"}
ARROW = {"integer": pa.int64(), "number": pa.float64()}


@dataclass(frozen=True)
class Scenario:
    """One questionnaire: which variables are as in the survey, the others whole.

    `lists` is False where the answers are whole and only the asking counts.
    """

    name: str
    as_in_survey: frozenset[str]
    lists: bool = True


@dataclass(frozen=True)
class Outcome:
    """How one item fares under one questionnaire, among the thought workers.

    Parameters
    ----------
    found
        Members who are found.
    unknown
        Members of whom the rule can no longer tell.
    unsure
        Others of whom a yes/no rule can no longer tell.
    missed
        Members whom the rule takes for others.
    mistaken
        Others whom the rule takes for members.
    answers
        Answers lacking in the survey's lists that these workers would have given,
        by variable: of members first, of others where no member is lost.
    """

    found: int
    unknown: int
    unsure: int
    missed: int
    mistaken: int
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Tell whether nothing is lost."""
        return self.lost == 0

    @property
    def lost(self) -> int:
        """Return how many workers the rule no longer tells rightly."""
        return self.unknown + self.unsure + self.missed + self.mistaken


class Trial:
    """The thought workers, the survey, and the rules of one edition."""

    def __init__(
        self,
        survey: Mapping[str, Asked],
        constants: Mapping[str, Any],
        items: Sequence[Item],
        *,
        employed: str,
    ) -> None:
        self._cases = thought_workers(int(constants["employment_standard"]))
        self._survey = survey
        self._constants = constants
        self._items = [item for item in items if item.rule is not None]
        self._employed = employed
        self._true = {name: [case[name] for case in self._cases] for name in survey}
        self._seen = {
            lists: {n: masked(self._cases, survey, n, lists=lists) for n in survey}
            for lists in (True, False)
        }

    def outcomes(self, scenarios: Iterable[Scenario]) -> dict[str, dict[str, Outcome]]:
        """Return the outcome of each item, by scenario and item."""
        everything = Scenario("", frozenset())
        wanted = [everything, *scenarios]
        values: dict[str, dict[str, Any]] = {}
        for asked in (True, False):
            these = [s for s in wanted if self._market(s) is asked]
            values |= self._derived(these, self._choices(asked=asked))
        truth = values[""]
        return {
            scenario.name: {
                item.id: self._outcome(item, truth, values[scenario.name], scenario)
                for item in self._items
            }
            for scenario in wanted[1:]
        }

    def _market(self, scenario: Scenario) -> bool:
        """Tell whether the questions that a choice speaks of are whole."""
        return not scenario.lists or scenario.as_in_survey.isdisjoint(
            CHOICE_OF.values()
        )

    def _choices(self, *, asked: bool) -> dict[str, Any]:
        """Return the national choices; those of a restored question are whole."""
        choices = dict(self._constants)
        for name in CHOICE_OF if asked else ():
            choice: Choice = default_choices()[name]
            choices[name] = choice.value
        return choices

    def _derived(
        self, scenarios: Sequence[Scenario], choices: Mapping[str, Any]
    ) -> dict[str, dict[str, Any]]:
        connection = ibis.duckdb.connect()
        table = connection.create_table("cases", self._stacked(scenarios), temp=True)
        by_column = {item.rule.column: item.rule for item in self._items if item.rule}
        rules = list(by_column.values())
        status = next(r for r in _behind(rules) if r.name == "status_in_employment")
        persons = derive(
            Persons(survey="thought workers", table=table, constants=choices),
            [*rules, status],
        )
        columns = [*dict.fromkeys([*(r.column for r in rules), status.column])]
        found = persons.table.order_by("place").select(columns).to_pyarrow()
        connection.disconnect()
        size = len(self._cases)
        arrays = {name: found[name].to_numpy().astype(object) for name in columns}
        arrays["status"] = arrays[status.column]
        return {
            scenario.name: {
                name: values[i * size : (i + 1) * size]
                for name, values in arrays.items()
            }
            for i, scenario in enumerate(scenarios)
        }

    def _stacked(self, scenarios: Sequence[Scenario]) -> pa.Table:
        columns = {}
        for name, word in harmonised_variables().items():
            if name not in self._survey:
                continue
            values: list[Any] = []
            for scenario in scenarios:
                seen = self._seen[scenario.lists][name]
                masking = name in scenario.as_in_survey
                values += seen if masking else self._true[name]
            columns[name] = pa.array(values, type=ARROW.get(word.kind, pa.string()))
        total = len(self._cases) * len(scenarios)
        columns["place"] = pa.array(np.arange(total))
        return pa.table(columns)

    def _outcome(
        self,
        item: Item,
        truth: Mapping[str, Any],
        seen: Mapping[str, Any],
        scenario: Scenario,
    ) -> Outcome:
        looked_at = _is(truth[self._employed], True)
        if item.section == "employment" and not item.id.count("."):
            looked_at = np.ones(len(looked_at), dtype=bool)
        if item.among:
            looked_at = looked_at & np.isin(truth["status"].astype(str), item.among)
        column = item.rule.column  # type: ignore[union-attr]  # items with a rule only
        really, now = truth[column][looked_at], seen[column][looked_at]
        gone = _is(now, None) & ~_is(really, None)
        if item.code:
            really, now = (
                really == item.code,
                np.where(_is(now, None), None, now == item.code),
            )
        member, says_yes = _is(really, True), _is(now, True)
        lost = {
            "unknown": member & gone,
            "missed": member & _is(now, False),
            "mistaken": ~member & says_yes,
            "unsure": ~member & gone & (item.code == ""),
        }
        return Outcome(
            found=int((member & says_yes).sum()),
            **{name: int(which.sum()) for name, which in lost.items()},
            answers=self._answers(scenario, np.flatnonzero(looked_at), lost),
        )

    def _answers(
        self, scenario: Scenario, places: Any, lost: Mapping[str, Any]
    ) -> dict[str, tuple[str, ...]]:
        members = lost["unknown"] | lost["missed"]
        which = next(
            (w for w in (members, lost["mistaken"], lost["unsure"]) if w.any()), None
        )
        if which is None or not scenario.lists:
            return {}
        found = {}
        for name in scenario.as_in_survey:
            lacking = self._survey[name].answers_lacking
            if lacking:
                given = {self._true[name][place] for place in places[which]}
                found[name] = tuple(code for code in lacking if code in given)
        return found


def _is(values: Any, what: Any) -> Any:
    """Compare element by element; unlike an Arrow column, null equals null."""
    return values == what


def _behind(rules: Sequence[Variable]) -> list[Variable]:
    return list(plan_of(rules).rules())
