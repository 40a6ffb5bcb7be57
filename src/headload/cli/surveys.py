"""`headload surveys`: the atlas of survey maps."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from headload.cli.console import output, print_json
from headload.cli.reading import reading_request
from headload.errors import BadInput

if TYPE_CHECKING:
    from headload.measure.drafting import Proposal
    from headload.measure.harmonise import MapReport, SurveyMap

SHORT = {
    "domestic_worker": "domestic",
    "home_based_worker": "home-based",
    "street_vendor": "street vendors",
    "market_trader": "market traders",
    "waste_picker": "waste pickers",
    "garment_worker": "garment",
}

surveys = typer.Typer(help="The atlas of survey maps.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print as JSON.")]
Atlas = Annotated[
    Path | None,
    typer.Option(help="Another folder of survey maps."),
]
SurveyId = Annotated[str, typer.Argument(metavar="SURVEY", help="Survey id.")]


@surveys.command("list")
def list_surveys(*, json: Json = False, atlas: Atlas = None) -> None:
    """List the surveys that are mapped, and the worker groups each can show."""
    from headload.measure.harmonise import load_survey, survey_editions

    editions = survey_editions(atlas)
    if json:
        ids = [survey for edition in editions for survey in edition.ids]
        print_json([_facts(load_survey(survey, atlas)) for survey in ids])
        return
    periods = sum(len(edition.ids) for edition in editions)
    table = Table(
        title=f"{len(editions)} surveys, {periods} periods; the id of the latest",
        title_justify="left",
    )
    for column in ("id", "area", "periods", "map", "groups (* partly)"):
        table.add_column(column, overflow="fold")
    for edition in editions:
        survey = load_survey(edition.ids[-1], atlas)
        verified = any(load_survey(i, atlas).status == "verified" for i in edition.ids)
        table.add_row(
            survey.id,
            survey.area["en"],
            _run(survey.periods),
            "verified" if verified else "drafted",
            _groups(survey),
        )
    output().print(table)


def _run(periods: Sequence[str]) -> str:
    ends = dict.fromkeys((periods[0], periods[-1]))
    return " to ".join(ends)


def _groups(survey: "SurveyMap") -> str:
    """Return the groups that can be seen, in short; a star is *partly*."""
    from headload.measure.harmonise import groups_identifiable

    marks = {"yes": "", "partly": "*"}
    seen = groups_identifiable(survey).items()
    names = [f"{SHORT[name]}{marks[how]}" for name, how in seen if how in marks]
    return ", ".join(names) or "none"


@surveys.command("show")
def show_survey(survey: SurveyId, *, json: Json = False, atlas: Atlas = None) -> None:
    """Show how a survey is mapped, with the evidence for each item."""
    from headload.measure.harmonise import load_survey

    loaded = load_survey(survey, atlas)
    if json:
        print_json({**_facts(loaded), "variables": list(_variables(loaded))})
        return
    console = output()
    console.print(f"[bold]{loaded.title['en']}[/bold] ({loaded.id}), {loaded.producer}")
    console.print(f"map {loaded.status}, {loaded.sha256[:12]}; {loaded.citation}")
    _print_facts(loaded)
    rows = list(_variables(loaded))
    asked = ["question"] if any(row["question"] for row in rows) else []
    table = Table(show_lines=False)
    for column in ("name", "columns", *asked, "evidence"):
        table.add_column(column, overflow="fold")
    for row in rows:
        texts = {**row, "columns": ", ".join(row["columns"])}
        table.add_row(
            *(texts[name] for name in ("name", "columns", *asked, "evidence"))
        )
    console.print(table)
    console.print(f"Not asked: {', '.join(sorted(loaded.not_asked)) or 'nothing'}")
    console.print(f"Not seen: {', '.join(sorted(loaded.unknown)) or 'nothing'}")
    if loaded.notes:
        console.print(loaded.notes, highlight=False, markup=False)


def _print_facts(survey: "SurveyMap") -> None:
    design = survey.source_design.design.status.name.lower().replace("_", " ")
    lines = [
        f"periods: {', '.join(survey.periods)}",
        f"worker groups (* partly): {_groups(survey)}",
        f"design: {design}; {survey.source_design.note.get('en', '')}",
    ]
    if survey.file.parts:
        lines.append(
            f"merge before measuring: {', '.join(survey.file.parts)} on "
            f"{', '.join(survey.file.keys)}"
        )
    lines += [
        f"{rule.word}: {rule.variable or 'left out'}. {rule.why}"
        for rule in survey.office
    ]
    for line in lines:
        output().print(line, highlight=False, markup=False)


@surveys.command("check")
def check_survey(
    survey: SurveyId,
    file: Annotated[
        Path | None,
        typer.Argument(help="A microdata file to hold the map against."),
    ] = None,
    *,
    json: Json = False,
    atlas: Atlas = None,
) -> None:
    """Check a map against its schema and, given a file, against the file.

    Lists what is left to confirm in a drafted map, and does not call it complete
    before all is.
    """
    from headload.measure.harmonise import load_survey, refuse_unconfirmed

    loaded = load_survey(survey, atlas)
    report = _report(loaded, file) if file else None
    if json:
        facts = _report_data(report) if report else {"survey": loaded.id}
        print_json({**facts, "schema": "ok", "to_do": list(loaded.unconfirmed)})
    else:
        _print_schema(loaded)
        if report:
            _print_report(report)
    if report and file and not report.clean:
        raise BadInput(
            f"The map does not fit the file: {len(report.missing_columns)} columns "
            f"missing, {len(report.problems)} problems",
            where=f"{loaded.id}, {file.name}",
            to_do="complete the map as listed above and check again",
            code="HL-MAP-20",
        )
    refuse_unconfirmed(loaded)
    unproven = [name for name, each in loaded.variables.items() if not each.evidence]
    if unproven:
        raise BadInput(
            f"{len(unproven)} variables of the map do not say where they were seen",
            where=f"{loaded.id}: {', '.join(unproven)}",
            to_do='give each its evidence: "seen: " or "inferred: ", and where',
            code="HL-MAP-22",
        )


@surveys.command("new")
def new_survey(
    file: Annotated[Path, typer.Argument(help="A microdata file.")],
    *,
    survey: Annotated[
        str, typer.Option("--id", help="Id: iso3/series/period, as gha/ahies/2023q1.")
    ],
    out: Annotated[Path, typer.Option(help="Folder of your own survey maps.")],
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of text, such as cp1252.")
    ] = None,
    separator: Annotated[
        str | None, typer.Option(help="Field separator of a CSV file.")
    ] = None,
    decimal: Annotated[str, typer.Option(help="Decimal mark of a text file.")] = ".",
    member: Annotated[
        str | None, typer.Option(help="File to read inside the zip.")
    ] = None,
    json: Json = False,
) -> None:
    """Draft a map from a file's labels, for you to confirm.

    Proposes a column for the design and for each harmonised variable, with reasons
    and alternatives, and guesses what its codes mean. Nothing proposed is used
    until you confirm it; `headload surveys check` says what is left.
    """
    from headload.measure.drafting import draft_map, proposals
    from headload.measure.pipeline import working_folder
    from headload.measure.read import codebook

    request = reading_request(
        encoding=encoding, separator=separator, decimal=decimal, member=member
    )
    with working_folder() as folder:
        found = codebook(file, workspace=folder, request=request)
    written = draft_map(found, survey, out)
    proposed = proposals(found)
    if json:
        print_json(
            {
                "map": str(written),
                "proposals": {
                    name: [
                        {
                            "column": each.column,
                            "label": each.label,
                            "reasons": each.reasons,
                        }
                        for each in listed
                    ]
                    for name, listed in proposed.items()
                },
            }
        )
        return
    _print_proposals(proposed)
    output().print(
        f"Drafted: {written}\n"
        f"Next: headload surveys check {survey} {file} --atlas {out}",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )


def _print_proposals(proposed: "Mapping[str, Sequence[Proposal]]") -> None:
    table = Table(title="Proposed, to confirm", title_justify="left")
    for column in ("variable", "column", "label", "why", "or"):
        table.add_column(column, overflow="fold")
    for name, (best, *others) in proposed.items():
        table.add_row(
            *map(
                escape,
                (
                    name,
                    best.column,
                    best.label,
                    "; ".join(best.reasons),
                    ", ".join(each.column for each in others),
                ),
            )
        )
    output().print(table)


def _print_schema(survey: "SurveyMap") -> None:
    console = output()
    console.print(
        f"{survey.id}: the map follows its schema ({len(survey.variables)} variables)",
        highlight=False,
    )
    for sentence in survey.unconfirmed:
        console.print(f"to do: {sentence}", highlight=False, markup=False)


def _report(survey: "SurveyMap", file: Path) -> "MapReport":
    import ibis

    from headload.measure.harmonise import check_against_file
    from headload.measure.pipeline import read_source, working_folder
    from headload.measure.read import ReadRequest

    with working_folder() as folder:
        microdata = read_source(file, survey, ReadRequest(), folder, whole=True)
        return check_against_file(microdata, survey, ibis.duckdb.connect())


def _print_report(report: "MapReport") -> None:
    console = output()
    for name, findings in (
        ("missing column", report.missing_columns),
        ("problem", report.problems),
        ("warning", report.warnings),
    ):
        for finding in findings:
            console.print(f"{name}: {finding}", highlight=False, markup=False)
    if report.not_given:
        console.print(
            f"neither mapped nor declared as not asked: {', '.join(report.not_given)}",
            highlight=False,
        )
    if report.clean:
        console.print(f"{report.survey}: the map fits the file", highlight=False)


def _report_data(report: "MapReport") -> dict[str, Any]:
    return {
        "survey": report.survey,
        "clean": report.clean,
        "missing_columns": list(report.missing_columns),
        "problems": list(report.problems),
        "warnings": list(report.warnings),
        "not_given": list(report.not_given),
    }


def _facts(survey: "SurveyMap") -> dict[str, Any]:
    from headload.measure.harmonise import groups_identifiable

    return {
        "id": survey.id,
        "title": dict(survey.title),
        "producer": survey.producer,
        "status": survey.status,
        "design": survey.source_design.design.status.name.lower(),
        "employment_standard": survey.employment_standard,
        "map_sha256": survey.sha256,
        "not_asked": sorted(survey.not_asked),
        "unknown": sorted(survey.unknown),
        "groups": dict(groups_identifiable(survey)),
    }


def _variables(survey: "SurveyMap") -> Iterator[dict[str, Any]]:
    for variable in survey.variables.values():
        yield {
            "name": variable.name,
            "columns": variable.source_columns(),
            "question": variable.question,
            "evidence": variable.evidence,
        }
