"""Documentation of the rules, made from the rules and their drawn tables.

One page a rule, one list of codes a folder, the national choices and an index. The
pages are committed; a test fails when they no longer say what the code does.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from headload.measure.derive import plan_of
from headload.measure.derive.plan import Source
from headload.standards import Choice, Variable, default_choices, rules
from headload.standards.coding import listed_codes
from headload.terms import LANGUAGES
from headload.testing.spec import NULL_ANSWER, NULL_INPUT, DrawnTable, read_spec
from headload.testing.where import where_it_runs

FOLDERS = {
    "icls19": "Employment, 19th ICLS",
    "icls13": "Employment, 13th ICLS",
    "icse93": "Status in employment, ICSE-93",
    "icse18": "Status at work, ICSE-18",
    "isic": "Branches of activity",
    "icls15": "The informal sector, 15th ICLS",
    "icls17": "Informality, 17th ICLS",
    "icls21": "Informality, 21st ICLS (to be confirmed against the text)",
    "editions": "The 17th and the 21st ICLS side by side",
    "groups": "Worker groups",
    "briefs": "Tables of statistical briefs",
}
CODED = ("isic", "icls17", "icls21", "groups")


def spec_pages(spec_dir: Path, out_dir: Path) -> tuple[Path, ...]:
    """Write the pages of all rules into `out_dir` and return their paths.

    Parameters
    ----------
    spec_dir
        Folder of the specs, ``<standard>/<rule>.md``.
    out_dir
        Folder of the documentation, such as ``docs/standards``.
    """
    written = []
    for name, text in standard_pages(spec_dir).items():
        path = out_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return tuple(written)


def standard_pages(spec_dir: Path) -> Mapping[str, str]:
    """Return the text of every page by its path inside the documentation."""
    pages = {"index.md": _index(), "choices.md": _choices()}
    for folder in CODED:
        pages[f"{folder}/codes.md"] = _codes(folder)
    for rule in _in_order():
        path = f"{rule.standard}/{rule.name}.md"
        spec = spec_dir / path
        tables = read_spec(spec) if spec.exists() else ()
        pages[path] = _page(rule, tables)
    return pages


def _in_order() -> list[Variable]:
    order = list(FOLDERS)
    registered = [rule for rule in rules().values() if rule.standard in FOLDERS]
    return sorted(registered, key=lambda rule: (order.index(rule.standard), rule.name))


def _page(rule: Variable, tables: Iterable[DrawnTable]) -> str:
    sections = [
        f"# {rule.label}",
        f"`{rule.standard}.{rule.name}`, column `{rule.column}`. One value describes "
        f"one {rule.unit}.",
        rule.docstring,
        "## Values",
        _values(rule),
        "## Inputs",
        _inputs(rule),
        "## Sources",
        "\n".join(f"- {citation}" for citation in rule.cite),
        *_where(rule),
        "## Drawn cases",
        f"Each table runs as a test. `{NULL_INPUT}` is an input that is not known, "
        f"`{NULL_ANSWER}` an answer that is not known.",
        *[part for table in tables for part in _drawn(table)],
    ]
    return "\n\n".join(sections) + "\n"


def _where(rule: Variable) -> list[str]:
    return [
        "## Surveys where it can run",
        "Tried on a file with every code of the survey's map, latest period.",
        where_it_runs(rule),
    ]


def _values(rule: Variable) -> str:
    if rule.codes is None:
        return "Yes, no, or unknown."
    rows = [
        (f"`{code.code}`", *(code.label(language) for language in LANGUAGES))
        for code in rule.codes.codes.values()
    ]
    return _table(("code", "English", "español", "français"), rows)


def _inputs(rule: Variable) -> str:
    sources = plan_of([rule]).sources[rule]
    rows = [(f"`{name}`", *_input(rule, source)) for name, source in sources.items()]
    return _table(("input", "what it is", "comes from"), rows)


def _input(rule: Variable, source: Source) -> tuple[str, str]:
    if isinstance(source, Variable):
        folder = "" if source.standard == rule.standard else f"../{source.standard}/"
        link = f"[{source.standard}.{source.name}]({folder}{source.name}.md)"
        return source.label, f"rule {link}"
    if isinstance(source, Choice):
        return source.meaning, "[national choice](../choices.md)"
    return source.label(), "harmonised question"


def _drawn(table: DrawnTable) -> list[str]:
    parts = [f"### {table.title}", table.prose, _table(table.header, table.rows)]
    return [part for part in parts if part]


def _codes(folder: str) -> str:
    rows = [
        (
            line.group,
            line.role,
            line.classification,
            f"`{line.code}`",
            line.match,
            line.title,
            line.source,
        )
        for line in listed_codes(folder)
    ]
    header = ("of", "as", "classification", "code", "match", "title", "source")
    return (
        "\n\n".join(
            [
                f"# Codes behind the rules: {FOLDERS[folder]}",
                "The codes are data (`codes.csv` beside the rules). *Under* takes the "
                "code and all below it; *exactly* takes the code as written, for files "
                "with fewer digits. A code too short to tell leaves the rule unknown.",
                _table(header, rows),
            ],
        )
        + "\n"
    )


def _choices() -> str:
    rows = [
        (
            f"`{choice.name}`",
            "stated by each survey" if choice.value is None else f"`{choice.value}`",
            ", ".join(str(value) for value in choice.allowed),
            choice.meaning,
            str(choice.cite),
        )
        for choice in default_choices().values()
    ]
    header = ("choice", "default", "values", "what it decides", "source")
    return (
        "\n\n".join(
            [
                "# National choices",
                "A number or convention that a country may choose is data, never a "
                "branch in a rule. A survey states its own in `national.toml`, with "
                "date and source.",
                _table(header, rows),
            ],
        )
        + "\n"
    )


def _index() -> str:
    sections = [
        "# The rules",
        "Each page is made from the rule itself and from the drawn tables that test "
        "it. Rules describe jobs (or the unit of production behind one). They know "
        "nothing of each other's edition: a table counts a group or an informal job "
        "*among* the employed of the edition that it names, so a person without a "
        "job is never counted, whatever a rule would say.",
        "Unknown stays unknown. It is counted by reason, printed beside the figure, "
        "and never turned into *formal*, *informal* or *not in the group*.",
        "See also the [national choices](choices.md).",
    ]
    for folder, title in FOLDERS.items():
        sections.append(f"## {title}")
        if folder in CODED:
            sections.append(f"[Codes behind these rules]({folder}/codes.md)")
        sections.append(
            "\n".join(
                f"- [{rule.label}]({folder}/{rule.name}.md): {_first_line(rule)}"
                for rule in _in_order()
                if rule.standard == folder
            ),
        )
    return "\n\n".join(sections) + "\n"


def _first_line(rule: Variable) -> str:
    return rule.docstring.splitlines()[0]


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(header)
    lines = [names, ["---"] * len(names), *[list(row) for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
