"""What a survey asks, variable by variable, read from its map.

A map says more than *asked* or *not asked*: which answers its list has, of whom the
question is asked, and how many digits a classification keeps. Each of these can
cost a worker group, so each is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headload.measure.harmonise import SurveyMap, VariableMap
from headload.standards.words import NO_ANSWER
from headload.terms import HarmonisedVariable, harmonised_variables

ASKED, NOT_ASKED, SILENT = "asked", "not asked", "not mapped"
FULL_DIGITS = 4
DESIGN = frozenset({"weight", "stratum", "psu"})
SIZES = ("unit_size_low", "unit_size_high")
# answers that stand for the rest or for nothing: a list may well lack them
RESIDUAL = frozenset({*NO_ANSWER, "other", "O", "X"})
# one way to ask stands for the other
TOGETHER = frozenset({"employer", "own_account_worker"})
ONE_ANSWER = "self_employed"


@dataclass(frozen=True)
class Asked:
    """How a survey asks for one harmonised variable.

    Parameters
    ----------
    variable
        Harmonised variable.
    state
        ``asked``, ``not asked`` (declared) or ``not mapped`` (the map is silent).
    answers
        Codes that the survey can give; None where any can be given.
    otherwise
        Code that all other answers get, where the map has one.
    of
        Who is asked: allowed codes by harmonised variable; empty for everybody.
    digits
        Digits kept of a classification; 4 is all.
    reached
        Codes a crosswalk leads to; empty without a crosswalk.
    bands
        Lower and upper bound of each size band; empty where the number is asked.
    """

    variable: str
    state: str
    answers: frozenset[str] | None = None
    otherwise: str | None = None
    of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    digits: int = FULL_DIGITS
    reached: frozenset[str] = frozenset()
    bands: tuple[tuple[int, int | None], ...] = ()

    @property
    def answers_lacking(self) -> tuple[str, ...]:
        """Return the codes of the list that no answer of the survey gives."""
        codes = harmonised_variables()[self.variable].codes
        if self.state != ASKED or self.answers is None or codes is None:
            return ()
        given = self.answers | RESIDUAL
        if ONE_ANSWER in given:
            given |= TOGETHER
        elif given >= TOGETHER:
            given |= {ONE_ANSWER}
        return tuple(code for code in codes.codes if code not in given)

    @property
    def whole(self) -> bool:
        """Tell whether everybody is asked, with every answer and every digit."""
        return (
            self.state == ASKED
            and not self.of
            and not self.answers_lacking
            and self.digits >= FULL_DIGITS
            and not self.reached
            and not self.bands
        )


def what_is_asked(survey: SurveyMap) -> dict[str, Asked]:
    """Return what the survey asks, by harmonised variable, in the order of the list."""
    universes = _Universes(survey)
    bands = _bands(survey)
    found = {}
    for name, word in harmonised_variables().items():
        if name in DESIGN:
            continue
        variable = survey.variables.get(name)
        if variable is None:
            state = NOT_ASKED if name in survey.not_asked else SILENT
            found[name] = Asked(name, state)
            continue
        found[name] = Asked(
            variable=name,
            state=ASKED,
            answers=_answers(variable, word),
            otherwise=None if variable.otherwise is None else str(variable.otherwise),
            of=universes.of(variable),
            digits=max(map(_digits, _leaves(variable))),
            reached=_reached(variable),
            bands=bands if name in SIZES else (),
        )
    return found


def _answers(variable: VariableMap, word: HarmonisedVariable) -> frozenset[str] | None:
    if word.codes is None:
        return None
    if any(part.columns and not part.codes for part in variable.with_parts()):
        return None
    return variable.answers()


def _leaves(variable: VariableMap) -> tuple[VariableMap, ...]:
    """Return the maps that read columns: the parts, or the map itself."""
    return variable.parts or (variable,)


def _digits(variable: VariableMap) -> int:
    return min(variable.digits or FULL_DIGITS, variable.keep or FULL_DIGITS)


def _reached(variable: VariableMap) -> frozenset[str]:
    """Return the codes that crosswalks reach; empty where one part needs none."""
    crosswalks = [part.crosswalk for part in _leaves(variable)]
    if not all(crosswalks):
        return frozenset()
    return frozenset(code for each in crosswalks for code in each.values() if code)


class _Universes:
    """Reads `asked_of` of a map, which speaks of columns, in harmonised words."""

    def __init__(self, survey: SurveyMap) -> None:
        self._coded: dict[str, tuple[str, Mapping[str, frozenset[str]]]] = {}
        for name, variable in survey.variables.items():
            word = harmonised_variables().get(name)
            if word and word.codes and variable.codes and len(variable.columns) == 1:
                column = variable.columns[0]
                self._coded.setdefault(column, (name, _leads_to(variable)))

    def of(self, variable: VariableMap) -> dict[str, frozenset[str]]:
        """Return the allowed answers by harmonised variable; everybody is empty.

        Being employed is no restriction, since only jobs are looked at. Of parts,
        an answer that one of them is asked of is allowed.
        """
        first, *others = [self._of(part) for part in _leaves(variable)]
        both = {
            name: allowed.union(*(each[name] for each in others))
            for name, allowed in first.items()
            if all(name in each for each in others)
        }
        return {**both, **self._of(variable)}

    def _of(self, variable: VariableMap) -> dict[str, frozenset[str]]:
        found = {}
        for test in variable.asked_of:
            name, codes = self._coded.get(test.column, ("", {}))
            if not name or not test.codes or name == variable.name:
                continue
            asked = [codes[code] for code in test.codes if code in codes]
            allowed = frozenset().union(*asked)
            everybody = frozenset().union(*codes.values())
            if name != "office_labour_force_status" and allowed < everybody:
                found[name] = allowed
        return found


def _leads_to(variable: VariableMap) -> dict[str, frozenset[str]]:
    """Return the answers that each source code may lead to, conditions included."""
    column = variable.columns[0]
    found = {code: {str(answer)} for code, answer in variable.codes.items()}
    for condition in variable.conditions:
        for test in condition.tests:
            for code in test.codes if test.column == column else ():
                found.setdefault(code, set()).add(str(condition.then))
    return {code: frozenset(answers) for code, answers in found.items()}


def _bands(survey: SurveyMap) -> tuple[tuple[int, int | None], ...]:
    """Return the bounds of each size band; empty where the number itself is asked."""
    low, high = (survey.variables.get(name) for name in SIZES)
    if low is None or any(part.columns and not part.codes for part in _leaves(low)):
        return ()
    uppers = _bounds(high) if high else {}
    return tuple((bound, uppers.get(code)) for code, bound in _bounds(low).items())


def _bounds(variable: VariableMap) -> dict[str, int]:
    """Return the bound by source code, from codes or from conditions on one column."""
    found: dict[str, int] = {}
    for part in _leaves(variable):
        found |= {code: int(answer) for code, answer in part.codes.items()}
    for condition in variable.conditions:
        if len(condition.tests) == 1:
            codes = condition.tests[0].codes
            found |= {code: int(condition.then) for code in codes}
    return found
