"""A small file in a survey's own codes, made from its map alone.

For every code of every question there is a record that gives it to somebody who
was asked, and for every condition a record for which it holds; blanks and answers
not stated are among them. The other answers of each record are drawn from the
lists with a fixed seed, so the same map always gives the same file.
"""

import random
from collections.abc import Iterator, Sequence

from headload.measure.harmonise import SurveyMap, VariableMap
from headload.measure.harmonise.survey_map import Test, sliced, whole_column
from headload.standards.coding import listed_codes
from headload.terms import codelist
from headload.testing.survey_answers import holds

Row = dict[str, str | None]

FILLERS = 60
BLANK_SHARE = 0.1
WEIGHT = 100.0
CODES_DRAWN = 40
MANY = 30


def survey_rows(survey: SurveyMap, seed: int = 1) -> list[Row]:
    """Return the records of a small file that exercises the whole map.

    Parameters
    ----------
    survey
        The map.
    seed
        Of the answers that the map leaves open.

    Returns
    -------
    list of dict
        Some hundred records: every source column of the map as text, None where
        blank. Weights are positive, persons are unique, every stratum has several
        primary sampling units.
    """
    pick = random.Random(seed)  # noqa: S311  (cases for a test, not a secret)
    known = _answers_by_column(survey)
    wishes = [*_wishes(survey, known), *[{} for _ in range(FILLERS)]]
    answers = [_row(survey, known, wish, pick) for wish in wishes]
    # twice, so that no stratum has a single primary sampling unit
    rows = [
        _finished(survey, dict(row), i, 1 + i % len(answers) % 2)
        for i, row in enumerate([*answers, *answers])
    ]
    if survey.source_design.population:
        share = survey.source_design.population / len(rows)
        for row in rows:
            row[survey.source_design.weight] = f"{share:.6f}"
    return rows


def _row(
    survey: SurveyMap,
    known: dict[str, list[str]],
    wish: Row,
    pick: random.Random,
) -> Row:
    row: Row = {}
    for column, answers in known.items():
        blank = pick.random() < BLANK_SHARE and sliced(column) is None
        row[column] = None if blank or not answers else pick.choice(answers)
    if survey.keep and "leave out" not in wish:
        row.update(_satisfying(pick.choice(list(survey.keep)), known))
    row.update({name: text for name, text in wish.items() if name != "leave out"})
    return row


def _wishes(survey: SurveyMap, known: dict[str, list[str]]) -> Iterator[Row]:
    """Yield, for each code and condition, the answers that lead to it."""
    for variable in survey.variables.values():
        for part in variable.with_parts():
            asked = _satisfying(part.asked_of, known)
            for text in _listed(part):
                yield {**asked, part.columns[0]: text}
            for condition in part.conditions:
                yield {**asked, **_satisfying(condition.tests, known)}
    for condition in survey.source_design.scale_when:
        yield _satisfying(condition.tests, known)
    if survey.keep:
        yield {"leave out": "", **{test.column: None for test in survey.keep[0]}}


def _satisfying(tests: Sequence[Test], known: dict[str, list[str]]) -> Row:
    """Return answers for which all tests hold."""
    row: Row = {}
    for test in tests:
        if test.same_as:
            row[test.column] = row[test.same_as] = "7"
        elif test.answered is not None:
            row[test.column] = "1" if test.answered else None
        elif test.bounds is not None:
            within = [t for t in known[test.column] if holds(test, {test.column: t})]
            low, high = test.bounds.low, test.bounds.high
            bound = f"{low if low is not None else high:g}"
            row[test.column] = within[0] if within else bound
        else:
            row[test.column] = test.codes[-1]
    return row


def _answers_by_column(survey: SurveyMap) -> dict[str, list[str]]:
    """Return what each column may hold, by all that the map says of it."""
    known: dict[str, list[str]] = {column: [] for column in _columns(survey)}
    for variable in survey.variables.values():
        for part in variable.with_parts():
            if len(part.columns) == 1:
                known[part.columns[0]] += _listed(part)
            for column in part.times:
                known[column] += ["2", "5"]
            for column in part.less:
                known[column] += ["3", "9"]
            if part.paid_per:
                known[part.paid_per] += [*part.periods_of_pay, "77"]
    listed = {column for column, texts in known.items() if texts}
    for test in _tests(survey):
        if test.column not in listed:
            known[test.column] += test.codes
    return {column: list(dict.fromkeys(texts)) for column, texts in known.items()}


def _columns(survey: SurveyMap) -> list[str]:
    """Return the columns and parts of columns that the map names."""
    named: list[str] = []
    for variable in survey.variables.values():
        for part in variable.with_parts():
            named += [*part.columns, *part.times, *part.less]
            named += filter(None, [part.paid_per])
    named += [column for test in _tests(survey) for column in test.columns]
    return list(dict.fromkeys(named))


def _tests(survey: SurveyMap) -> Iterator[Test]:
    for variable in survey.variables.values():
        for part in variable.with_parts():
            yield from part.asked_of
            for condition in part.conditions:
                yield from condition.tests
    for line in survey.keep:
        yield from line
    for condition in survey.source_design.scale_when:
        yield from condition.tests


def _listed(part: VariableMap) -> list[str]:
    """Return the answers that a question may get, those not stated among them."""
    if len(part.columns) != 1:
        return []
    if part.codes:
        ns = part.not_stated
        return [*part.codes, *(ns if len(ns) < MANY else (*ns[:2], ns[-1]))]
    if part.digits is not None:
        return _classification(part)
    if part.range is not None:
        low, high = int(part.range.low or 0), int(part.range.high or 0)
        middle = min(high, low + 33)
        return [*map(str, dict.fromkeys((low, middle, high))), *part.not_stated]
    return ["1", "2", *part.not_stated]


def _classification(part: VariableMap) -> list[str]:
    """Return codes at the declared level, all that the crosswalk or list reaches."""
    digits = part.digits or 0
    if part.crosswalk:
        level = part.keep or digits
        codes = [code.ljust(level, "0").ljust(digits, "0") for code in part.crosswalk]
    else:
        kind = part.name.rsplit("_", 1)[-1]
        level = min(digits, part.keep or digits)
        listed = [code for code in codelist(kind).codes if len(code) == level]
        codes = [code.ljust(digits, "0") for code in listed]
    groups = {line.code for line in listed_codes("groups")}
    told = [code for code in codes if code[:4] in groups or code[:2] in groups]
    step = max(1, len(codes) // CODES_DRAWN)
    return list(dict.fromkeys([*codes[::step], *told]))


def _finished(survey: SurveyMap, row: Row, i: int, stratum: int) -> Row:
    """Add identifiers, weight and design, and join the parts of columns."""
    design = survey.source_design
    person = survey.variables.get("person_id")
    household = survey.variables.get("household_id")
    ids = [
        *(person.columns if person else ()),
        *(household.columns if household else ()),
    ]
    answers = _answered_columns(survey)
    for column in ids:
        if column not in answers:
            row[column] = str(1000 + i)
    for column in design.psu:
        if column not in answers:
            row[column] = _fitted(column, 1000 + i)
    for column in design.stratum:
        if column not in answers:
            row[column] = _fitted(column, stratum)
        elif row.get(column) is None:
            row[column] = "1"
    row[design.weight] = f"{WEIGHT + i / 4:.2f}"
    if design.divide:
        row[design.divide] = str(1 + i % 4)
    for column in (*design.replicates, *design.fpc, *design.later_stages):
        row[column] = str(1000 + i)
    return _joined_parts(row, i)


def _answered_columns(survey: SurveyMap) -> frozenset[str]:
    """Return the columns that hold answers, not only identifiers."""
    identity = {"person_id", "household_id"}
    return frozenset(
        column
        for name, variable in survey.variables.items()
        if name not in identity
        for part in variable.with_parts()
        for column in (*part.columns, *[t.column for t in part.asked_of])
    )


def _fitted(column: str, value: int) -> str:
    part = sliced(column)
    if part is None:
        return str(value)
    length = part[2] - part[1] + 1
    return str(value % 10**length).zfill(length)


def _joined_parts(row: Row, i: int) -> Row:
    """Write the parts of a column into one text, the rest filled with the number."""
    whole: Row = {name: text for name, text in row.items() if sliced(name) is None}
    pieces = [(sliced(name), text) for name, text in row.items() if sliced(name)]
    for part, text in pieces:
        assert part is not None  # noqa: S101  (only parts are in the list)
        name, first, last = part
        made = list((whole.get(name) or "").ljust(last, "0"))
        if name not in whole or not whole[name]:
            made = list(str(100000 + i).rjust(last, "0"))
        filled = (text or "").zfill(last - first + 1)
        made[first - 1 : last] = list(filled)
        whole[name] = "".join(made)
        if len(made) <= last:
            whole[name] = "".join(made) + str(1000 + i)
    return whole


def source_columns(survey: SurveyMap) -> list[str]:
    """Return the columns of the file, whole."""
    return list(dict.fromkeys(map(whole_column, survey.source_columns())))
