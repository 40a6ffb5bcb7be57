"""Writing questions as an XLSForm that ODK and KoboToolbox open.

Answers are named by our codes, so the data need no map of their own. A question
that a survey asks already stays as a silent column, so that every form gives the
same columns and one map (`xfm/module/1`) reads them all.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook

from headload.measure.questionnaire.bank import Bank, Question
from headload.terms import NOT_ASKED, harmonised_variables

LANGUAGE_NAMES = {"en": "English (en)", "es": "Español (es)", "fr": "Français (fr)"}
VERSION = "1"
# an XLSX holds the time of its making, in its properties and of each part; fixed
# ones give the same bytes each time
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MADE = b"2000-01-01T00:00:00Z"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
STOP = {
    "en": "Thank the person and stop. Nothing is kept.",
    "es": "Agradezca y termine. No se guarda nada.",
    "fr": "Remerciez et arrêtez. Rien n'est gardé.",
}
AGREE = {
    "yes": {"en": "Yes", "es": "Sí", "fr": "Oui"},
    "no": {"en": "No", "es": "No", "fr": "Non"},
}
LABELS = [f"label::{name}" for name in LANGUAGE_NAMES.values()]
MESSAGES = [f"constraint_message::{name}" for name in LANGUAGE_NAMES.values()]
SURVEY_COLUMNS = [
    "type", "name", *LABELS, "required", "relevant", "constraint", *MESSAGES,
    "calculation",
]  # fmt: skip
TYPES = {"integer": "integer", "decimal": "decimal", "text": "text"}

Row = Mapping[str, str]


def write_form(
    bank: Bank, path: Path, *, wanted: Collection[str] | None = None
) -> tuple[str, ...]:
    """Write a form.

    Parameters
    ----------
    bank
        The questions.
    path
        XLSX file to write.
    wanted
        Ids of the questions to ask; those they rest on are asked too. None asks
        all.

    Returns
    -------
    tuple of str
        Ids of the questions asked, in order.
    """
    asked = _asked(bank, wanted)
    book = Workbook()
    _sheet(book, "survey", SURVEY_COLUMNS, _survey(bank, asked))
    _sheet(book, "choices", ["list_name", "name", *LABELS], _choices(bank, asked))
    _sheet(
        book,
        "settings",
        ["form_title", "form_id", "version", "default_language"],
        [
            {
                "form_title": bank.title["en"],
                "form_id": bank.id,
                "version": VERSION,
                "default_language": LANGUAGE_NAMES["en"],
            }
        ],
    )
    book.remove(book["Sheet"])
    _save(book, path)
    return tuple(question.id for question in bank.questions if question.id in asked)


def _save(book: Workbook, path: Path) -> None:
    made = io.BytesIO()
    book.save(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        zipfile.ZipFile(made) as parts,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in parts.namelist():
            content = TIME.sub(MADE, parts.read(name))
            part = zipfile.ZipInfo(name, FIRST_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(part, content)


def columns_of(bank: Bank) -> tuple[str, ...]:
    """Return the columns that every form of the bank gives, in order."""
    questions = [question.column for question in bank.questions]
    return (*bank.fixed, *questions)


def _asked(bank: Bank, wanted: Collection[str] | None) -> set[str]:
    if wanted is None:
        return {question.id for question in bank.questions}
    by_column = {question.column: question for question in bank.questions}
    asked = {q.id for q in bank.questions if q.core or q.kind == "consent"}
    waiting = [q for q in bank.questions if q.id in {*wanted, *asked}]
    while waiting:
        question = waiting.pop()
        asked.add(question.id)
        needed = re.findall(r"\$\{(\w+)\}", bank.who[question.of])
        waiting += [by_column[c] for c in needed if by_column[c].id not in asked]
    return asked


def _survey(bank: Bank, asked: Collection[str]) -> Iterable[Row]:
    for name, calculation in bank.fixed.items():
        yield {"type": "calculate", "name": name, "calculation": calculation}
    for question in bank.questions:
        yield _row(bank, question) if question.id in asked else _silent(question)


def _silent(question: Question) -> Row:
    """Return a column that says *not asked*, or is empty where no code says so."""
    words = [harmonised_variables().get(name) for name in question.fills]
    coded = any(w and w.codes and NOT_ASKED in w.codes for w in words)
    calculation = f"'{NOT_ASKED}'" if coded else "''"
    return {"type": "calculate", "name": question.column, "calculation": calculation}


def _row(bank: Bank, question: Question) -> Row:
    labels = {f"label::{LANGUAGE_NAMES[k]}": v for k, v in question.text.items()}
    row = {
        "type": TYPES.get(question.kind) or f"select_one {_list_name(question)}",
        "name": question.column,
        **labels,
        "required": "no" if question.optional else "yes",
        "relevant": bank.who[question.of],
    }
    if question.kind == "consent":
        messages = {
            f"constraint_message::{LANGUAGE_NAMES[k]}": v for k, v in STOP.items()
        }
        row |= {"constraint": ". = 'yes'", **messages}
    elif question.limits:
        low, high = question.limits
        row["constraint"] = f". >= {low:g} and . <= {high:.0f}"
    return row


def _list_name(question: Question) -> str:
    return f"{question.column}_list"


def _choices(bank: Bank, asked: Collection[str]) -> Iterable[Row]:
    for question in bank.questions:
        if question.id not in asked:
            continue
        answers = AGREE if question.kind == "consent" else question.answers
        for code, labels in answers.items():
            named = {f"label::{LANGUAGE_NAMES[k]}": v for k, v in labels.items()}
            yield {"list_name": _list_name(question), "name": code, **named}


def _sheet(book: Workbook, title: str, columns: list[str], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(column, "") or None for column in columns])
