"""A drawn sample in the survey's own codes, with the mess of a real file.

The mess (missing answers, unlisted codes, lost leading zeros) falls where the
outcome is decided by other answers, or on anybody alike, so that it does not move
what the sample estimates: `mess.csv` says where.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from headload.imaginary import definitions
from headload.imaginary.chance import Chance, Numbers
from headload.imaginary.items import Item
from headload.imaginary.population import Population
from headload.imaginary.questionnaire import Question, questions
from headload.imaginary.sampling import Selection, select
from headload.imaginary.tables import table

DESIGN_LABELS = {
    "STRAT": "Stratum: region, city or rest, urban or rural",
    "PSU": "Census area: stratum and number in it",
    "HH": "Household within the census area",
    "LINE": "Line in the roster of the household",
    "WGT": "Final weight of the person",
}
AREA_NUMBERS = 10_000  # room for the number of an area after that of its stratum
OFFICE_STATUS = ("employed", "unemployed", "outside_labour_force")


@dataclass(frozen=True)
class Sample:
    """The file of the survey, before it is written.

    Parameters
    ----------
    table
        One row a person; numbers as floats with null where not asked, text
        columns with an empty text.
    questions
        Label, value labels and missing codes of the columns that are questions.
    seed
        Seed of the drawing.
    """

    table: pa.Table
    questions: tuple[Question, ...]
    seed: int

    def labels(self) -> Mapping[str, str]:
        """Return the label of each column."""
        asked = {question.column: question.label for question in self.questions}
        return {**DESIGN_LABELS, **asked}


def draw(
    people: Population,
    seed: int,
    *,
    persons: int = 20_000,
    mess: bool = True,
) -> Sample:
    """Draw a sample and write down what the survey would have recorded.

    Parameters
    ----------
    people
        The country.
    seed
        Seed of the sample.
    persons
        About how many persons to interview.
    mess
        Whether answers go missing and codes go wrong, as in a real file.

    Raises
    ------
    WrongUse
        When the country is too small for such a sample.
    """
    selection = select(people, seed, persons)
    columns = _design_columns(people, selection)
    part = people.part(selection.persons)
    items = {**part.items, "office_labour_force_status": _office_status(part)}
    for question in questions():
        if question.variable in part.measures:
            answers = part.measures[question.variable]
        else:
            answers = _coded(question, items, seed)
        if mess:
            answers = _with_mess(answers, question, items, seed)
        columns[question.column] = _stored(answers, question)
    return Sample(table=pa.table(columns), questions=questions(), seed=seed)


def _design_columns(people: Population, selection: Selection) -> dict[str, pa.Array]:
    stratum = people.areas.stratum[selection.area]
    names = np.array([float(row["stratum"]) for row in table("strata")])
    first = np.cumsum(people.areas.households) - people.areas.households
    household = people.household[selection.persons] - first[selection.area] + 1
    columns = {
        "STRAT": names[stratum],
        "PSU": names[stratum] * AREA_NUMBERS + people.areas.number[selection.area],
        "HH": household,
        "LINE": people.line[selection.persons],
        "WGT": np.round(selection.weight, 4),
    }
    return {name: pa.array(values.astype(float)) for name, values in columns.items()}


def _office_status(people: Population) -> Item:
    """Return the labour force status as the office codes it; adults only."""
    codes = np.select(
        [
            ~definitions.working_age(people),
            definitions.employed(people),
            definitions.unemployed(people),
        ],
        [-1, 0, 1],
        default=2,
    )
    return Item(OFFICE_STATUS, codes.astype(np.int16))


def _coded(question: Question, items: Mapping[str, Item], seed: int) -> Numbers:
    item = items[question.variable]
    if question.kind != "code":
        values = np.array([*[float(code) for code in item.categories], np.nan])
        return np.asarray(values[item.codes])
    answers = question.coded(item, Chance(seed, f"codes {question.column}"))
    if question.skipped_when:
        variable, answer = question.skipped_when
        answers[items[variable].one_of(answer)] = np.nan
    return answers


def _with_mess(
    answers: Numbers,
    question: Question,
    items: Mapping[str, Item],
    seed: int,
) -> Numbers:
    messy = answers.copy()
    for row in table("mess"):
        if row["variable"] != question.variable:
            continue
        stage = f"mess {question.column} {row['answer']}"
        share = np.full(len(messy), float(row["share"]) / 100)
        hit = Chance(seed, stage).happens(share) & ~np.isnan(messy)
        if row["where"]:
            hit &= items[row["where"]].one_of(*row["among"].split())
        messy[hit] = float(row["answer"])
    return messy


def _stored(answers: Numbers, question: Question) -> pa.Array:
    if question.kind == "text":
        codes, position = np.unique(answers, return_inverse=True)
        texts = ["" if np.isnan(code) else f"{code:04.0f}" for code in codes]
        return pa.array(np.array(texts, dtype=object)[position])
    return pa.array(answers, mask=np.isnan(answers))
