"""`headload questionnaire`: the missing questions as a form for ODK and KoboToolbox."""

from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import output, print_json
from headload.errors import WrongUse

CENSUSES = ("street-vendors",)


def questionnaire(
    *,
    out: Annotated[Path, typer.Option(help="XLSForm to write, such as form.xlsx.")],
    survey: Annotated[
        str | None,
        typer.Option("--for", help="Only what this survey lacks; a survey id."),
    ] = None,
    census: Annotated[
        str | None,
        typer.Option(help="An organisation's own census: street-vendors."),
    ] = None,
    atlas: Annotated[
        Path | None, typer.Option(help="Another folder of survey maps.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Write the questions that make informal workers visible, as an XLSForm.

    In English, Spanish and French, consent first, no names. Answers are coded to
    our own codes, so the data collected are measured without a map of yours.
    """
    from headload.measure.questionnaire import bank, write_form

    _refuse_misuse(survey, census, out)
    form = bank(census or "module")
    wanted = _lacking(survey, atlas) if survey else None
    asked = write_form(form, out, wanted=wanted)
    reads = f"xfm/{form.map}/1"
    if json:
        print_json({"form": str(out), "questions": asked, "survey": reads})
        return
    console = output()
    for question in form.questions:
        if question.id in asked:
            console.print(f"- {question.text['en']}", highlight=False, markup=False)
    console.print(
        f"Form: {out}\nMeasure what comes back: headload measure DATA.csv "
        f"--survey {reads} --out R",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


def _lacking(survey: str, atlas: Path | None) -> set[str]:
    """Return the questions that would raise something, by `readiness`."""
    from headload.measure.readiness import readiness

    gains = readiness(survey, atlas=atlas).gains
    return {gain.question for gain in gains if gain.rungs}


def _refuse_misuse(survey: str | None, census: str | None, out: Path) -> None:
    if survey and census:
        raise WrongUse(
            "A form is either for a survey or a census of its own",
            where="--for and --census",
            to_do="give one of the two",
            code="HL-FORM-01",
        )
    if census and census not in CENSUSES:
        raise WrongUse(
            f'There is no census form "{census}"',
            where="--census",
            to_do=f"choose one of: {', '.join(CENSUSES)}",
            code="HL-FORM-02",
        )
    if out.suffix.lower() != ".xlsx":
        raise WrongUse(
            "A form is an XLSX file",
            where="--out",
            to_do="name a file that ends in .xlsx",
            code="HL-FORM-03",
        )
