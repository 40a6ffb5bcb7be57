"""Documentation of the surveys, made from their maps: a card each, and a table.

The table says which worker group can be seen where; a card says on what evidence
each variable rests. A test fails when a committed page differs from its map.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

from headload.measure.harmonise import (
    SurveyMap,
    VariableMap,
    groups_identifiable,
    load_survey,
    survey_editions,
)
from headload.measure.harmonise.identifiable import GROUPS
from headload.terms import codelist, harmonised_variables
from headload.testing.coverage_map import coverage_map
from headload.testing.focal import focal_page

MARKS = {"yes": "yes", "partly": "partly", "no": ""}
DESIGNS = {
    "complete": "strata and primary sampling units",
    "psu_only": "primary sampling units, no strata",
    "weights_only": "weights only",
    "replicates": "replicate weights",
}
ILO_PROGRAMS, ILO_MEDIAN_LINES = 496, 1052
ILO_SAME_SURVEYS, ILO_SAME_MEDIAN_LINES = 47, 1152
"""Country programs in the ILO's archive, and those for surveys of the atlas, counted
for the fact sheets (history of dbescond/iloMicro, MIT)."""


def atlas_pages() -> Mapping[str, str]:
    """Return the text of every page by its name inside ``docs/surveys``."""
    latest = [load_survey(edition.ids[-1]) for edition in survey_editions()]
    pages = {page_name(survey): _card(survey) for survey in latest}
    return {
        "index.md": _index(latest),
        "coverage.svg": coverage_map(latest),
        "focal-cities.md": focal_page(),
        **pages,
    }


def write_atlas_pages(out_dir: Path) -> tuple[Path, ...]:
    """Write the pages into `out_dir`, remove those of maps that are gone."""
    pages = atlas_pages()
    out_dir.mkdir(parents=True, exist_ok=True)
    for old in (*out_dir.glob("*.md"), *out_dir.glob("*.svg")):
        if old.name not in pages:
            old.unlink()
    written = []
    for name, text in pages.items():
        path = out_dir / name
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return tuple(written)


def page_name(survey: SurveyMap) -> str:
    """Return the name of a survey's page: country, series and edition."""
    return f"{'-'.join(survey.folder.parts[-3:])}.md"


def map_lines(survey: SurveyMap) -> int:
    """Return the lines of `map.toml`."""
    text = (survey.folder / "map.toml").read_text(encoding="utf-8")
    return len(text.splitlines())


def folder_lines(survey: SurveyMap) -> int:
    """Return the lines of all texts of a map; crosswalks are apart."""
    texts = [*survey.folder.glob("*.toml"), *survey.folder.glob("*.md")]
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in texts)


def periods_of(survey: SurveyMap) -> str:
    """Return the periods of a map in short, such as ``2015q1 to 2020q1 (21)``."""
    periods = survey.periods
    if len(periods) == 1:
        return periods[0]
    return f"{periods[0]} to {periods[-1]} ({len(periods)})"


def _index(surveys: Iterable[SurveyMap]) -> str:
    listed = list(surveys)
    labels = codelist("worker_group").codes
    header = (
        "area", "survey", "periods", "map",
        *[labels[name].label("en") for name in GROUPS],
    )  # fmt: skip
    rows = []
    for survey in sorted(listed, key=lambda each: (each.area["en"], each.id)):
        seen = groups_identifiable(survey)
        link = f"[{survey.title['en']}]({page_name(survey)})"
        marks = [MARKS[seen[name]] for name in GROUPS]
        rows.append(
            (survey.area["en"], link, periods_of(survey), _status(survey), *marks)
        )
    lines = sorted(map_lines(survey) for survey in listed)
    whole = median(folder_lines(survey) for survey in listed)
    return _page(
        "# Surveys: which worker group can be seen where",
        f"{len(listed)} maps. *Verified* maps have met figures that the office "
        "published; *drafted* maps are written from documents and say so on every "
        "output. *Partly*: some of the group only, such as home workers without "
        "those in a space beside the home, or vendors by occupation alone. An empty "
        "cell is not a zero: nothing is published rather than a proxy.",
        "![Six maps of the world, one for each worker group; the table has the same "
        "by survey](coverage.svg)",
        _table(header, rows),
        "What the maps of the five focal cities read, item by item: "
        "[focal cities](focal-cities.md).",
        "Rows show the latest period of each map. This page is made from the maps "
        "(`make docs`); outlines: Natural Earth, public domain.",
        "## How much is in a map",
        f"A map is data. The median map has {median(lines):.0f} lines, from {lines[0]} "
        f"to {lines[-1]} (a code list is one line), and {whole:.0f} with its design, "
        "choices, checks and notes; crosswalks are apart. The median of "
        f"{ILO_PROGRAMS} country programs of the ILO for the same work is "
        f"{ILO_MEDIAN_LINES:,} lines of code; of the {ILO_SAME_SURVEYS} programs for "
        f"these surveys {ILO_SAME_MEDIAN_LINES:,}. The form of a map is described in "
        "[the reference](../reference/maps.md).",
    )


def _card(survey: SurveyMap) -> str:
    seen = groups_identifiable(survey)
    labels = codelist("worker_group").codes
    design = survey.source_design.design.status.name.lower()
    facts = [
        ("id", ", ".join(f"`{each}`" for each in (survey.id,))),
        ("periods", periods_of(survey)),
        ("producer", survey.producer),
        ("map", f"{_status(survey)}, {map_lines(survey)} lines"),
        ("concept of employment", f"{survey.employment_standard}th ICLS"),
        ("design", DESIGNS[design]),
        *_file_facts(survey),
    ]
    sections = [
        f"# {survey.area['en']}: {survey.title['en']}",
        _table(("", ""), facts),
        "## Worker groups",
        _table(
            ("group", "can be seen"),
            [(labels[name].label("en"), seen[name]) for name in GROUPS],
        ),
        *_office(survey),
        "## Variables and their evidence",
        _table(
            ("variable", "columns", "evidence"),
            [_variable(name, each) for name, each in survey.variables.items()],
        ),
        f"Not asked: {_words(survey.not_asked)}.",
        f"Names or codes not seen: {_words(survey.unknown)}.",
        "## Notes",
        survey.notes.split("\n", 1)[-1].strip(),
        f"Source: {survey.citation}",
    ]
    return _page(*sections)


def _status(survey: SurveyMap) -> str:
    about = {load_survey(each).status for each in _ends(survey)}
    return "verified" if "verified" in about else "drafted"


def _ends(survey: SurveyMap) -> list[str]:
    base = survey.id.rsplit("/", 1)[0]
    return [f"{base}/{period}" for period in survey.periods]


def _file_facts(survey: SurveyMap) -> list[tuple[str, str]]:
    if not survey.file.parts:
        return []
    return [
        ("files to merge", ", ".join(survey.file.parts)),
        ("on", ", ".join(f"`{key}`" for key in survey.file.keys)),
    ]


def _office(survey: SurveyMap) -> list[str]:
    if not survey.office:
        return []
    lines = [
        f"- `{rule.word}`: {'the office' if rule.variable else 'left out'}. {rule.why}."
        for rule in survey.office
    ]
    return ["## Words of the office", "\n".join(lines)]


def _variable(name: str, variable: VariableMap) -> tuple[str, str, str]:
    columns = ", ".join(f"`{column}`" for column in variable.source_columns())
    return f"`{name}`", columns, variable.evidence.replace("|", "\\|")


def _words(names: Iterable[str]) -> str:
    order = list(harmonised_variables())
    listed = sorted(names, key=lambda name: order.index(name))
    return ", ".join(f"`{name}`" for name in listed) or "nothing"


def _page(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(header)
    lines = [names, ["---"] * len(names), *[list(row) for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
