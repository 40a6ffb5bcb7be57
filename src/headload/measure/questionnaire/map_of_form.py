"""The survey map of a form, made from its questions.

The maps are shipped as data under `surveys/xfm`; a test fails when they are not
what the questions give. `make docs` writes them again.
"""

from collections.abc import Iterator
from pathlib import Path

from headload.measure.questionnaire.bank import Bank, Question, bank
from headload.terms import NOT_ASKED, harmonised_variables

FORMS = ("module", "street-vendors")
UNKNOWN_CODE = "9999"
DIGITS = 4
HEAD = """# Data collected with the form that `headload questionnaire` writes.
# Made from the questions (`make docs`); answers are our codes already.
schema = "headload-map/1"

[survey]
country = "XFM"
series = "{series}"
producer = "Whoever collects the data"
title = {{ en = "{en}", es = "{es}", fr = "{fr}" }}
periods = ["1"]
status = "drafted"
employment_standard = 19
area = {{ code = "XFM", en = "Place of the collection", es = "Lugar de la recolección", fr = "Lieu de la collecte" }}
working_age = 15
licence = ""
citation = "{en}: data collected with Headload's form, version 1"

[availability]
not_asked = [{not_asked}]

[variables.person_id]
from = "person_id"
question = "Number that the form gives each person"
evidence = "the form"
"""  # noqa: E501  (lines of TOML)
DESIGN = """schema = "headload-design/1"
# a form knows no sample: every person counts once. An office that asks the module
# within its own sample joins the answers to its file and uses its own map.
status = 3
weight = "weight"
cluster = "person_id"
evidence = "the form"

[note]
en = "No sample design: figures describe the persons interviewed."
es = "Sin diseño muestral: las cifras describen a las personas entrevistadas."
fr = "Sans plan de sondage : les chiffres décrivent les personnes interrogées."
"""


def write_maps(folder: Path) -> None:
    """Write the maps of all forms below `folder`, such as ``surveys/xfm``."""
    for name in FORMS:
        target = folder / name / "1"
        target.mkdir(parents=True, exist_ok=True)
        for file, text in map_files(bank(name)).items():
            (target / file).write_text(text, encoding="utf-8")


def map_files(form: Bank) -> dict[str, str]:
    """Return the files of the map of a form by name."""
    return {"map.toml": _map(form), "design.toml": DESIGN}


def _map(form: Bank) -> str:
    given = {name for question in form.questions for name in _fills(question)}
    given |= {*form.fixed, "stratum", "psu"}
    not_asked = [name for name in harmonised_variables() if name not in given]
    head = HEAD.format(
        series=form.map.upper(),
        not_asked=", ".join(f'"{name}"' for name in not_asked),
        **form.title,
    )
    return head + "".join(_tables(form))


def _fills(question: Question) -> tuple[str, ...]:
    """Return what a question gives in the map; its own classification only."""
    if question.kind == "classification":
        return (question.column,)
    return (*question.fills, *question.gives)


def _tables(form: Bank) -> Iterator[str]:
    for name, calculation in form.fixed.items():
        if name not in ("person_id", "weight"):
            code = calculation.strip("'")
            yield _table(name, name, "Filled in by the form", [_identity([code])])
    for question in form.questions:
        for name in (*question.fills, *question.gives):
            if name in _fills(question):
                yield _variable(name, question)
        if question.national:
            yield (
                f'\n[national.{question.id}]\nfrom = "{question.column}"\n'
                f'evidence = "the form: {question.national}"\n'
                f"{_labels(question)}\n"
            )


def _variable(name: str, question: Question) -> str:
    asked = question.text["en"]
    if name in question.gives:
        when = ", ".join(
            f'{{ when = {{ {question.column} = "{answer}" }}, then = "{code}" }}'
            for answer, code in question.gives[name].items()
        )
        return _table(name, "", asked, [f"digits = {DIGITS}", f"conditions = [{when}]"])
    if question.kind == "classification":
        lines = [f"digits = {DIGITS}", f'not_stated = ["{UNKNOWN_CODE}"]']
    elif question.answers:
        word = harmonised_variables()[name]
        codes = list(question.answers)
        silent = word.codes is not None and NOT_ASKED in word.codes
        lines = [_identity([*codes, NOT_ASKED] if silent else codes)]
    else:
        low, high = question.limits or (0, 0)
        lines = [f"range = [{low:.0f}, {high:.0f}]"]
    return _table(name, question.column, asked, lines)


def _table(name: str, column: str, question: str, lines: list[str]) -> str:
    source = [f'from = "{column}"'] if column else []
    text = "\n".join(
        [
            f"\n[variables.{name}]",
            *source,
            f'question = "{question}"',
            'evidence = "the form"',
            *lines,
        ]
    )
    return text + "\n"


def _identity(codes: list[str]) -> str:
    pairs = ", ".join(f'{code} = "{code}"' for code in codes)
    return f"codes = {{ {pairs} }}"


def _labels(question: Question) -> str:
    pairs = ", ".join(f'{code} = "{a["en"]}"' for code, a in question.answers.items())
    return f"labels = {{ {pairs} }}"
