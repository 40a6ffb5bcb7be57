"""Reading a survey map from its folder, with every mistake named.

Unknown keys, unknown variables and unknown codes are refused: a map with a typing
error must not run and give a wrong number.
"""

import difflib
import hashlib
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from headload.errors import BadInput
from headload.measure.harmonise.load_checks import agreements_of, checks_of
from headload.measure.harmonise.load_design import DESIGN_KEYS, design_of
from headload.measure.harmonise.load_variable import tests_of, variable_of
from headload.measure.harmonise.periods import of_period, renamed
from headload.measure.harmonise.survey_map import (
    Choice,
    FileFormat,
    OfficeRule,
    SourceDesign,
    SurveyMap,
    VariableMap,
)
from headload.terms import harmonised_variables

MAP_FILES = ("map.toml", "design.toml", "national.toml", "checks.toml", "notes.md")
SCHEMAS = {
    "map.toml": "headload-map/1",
    "design.toml": "headload-design/1",
    "national.toml": "headload-national/1",
    "checks.toml": "headload-checks/1",
}
STATUSES = ("verified", "drafted")
DESIGN_VARIABLES = frozenset({"weight", "stratum", "psu"})
SURVEY_KEYS = {
    "country", "series", "producer", "title", "periods", "status",
    "employment_standard", "area", "working_age", "licence", "citation",
}  # fmt: skip
MAP_KEYS = {
    "schema", "survey", "file", "availability", "variables", "national",
    "codelists", "periods", "office", "records", "todo",
}  # fmt: skip
PERIOD_KEYS = {"variables", "national", "columns"}
AVAILABILITY_KEYS = {"not_asked", "unknown"}
OFFICE_KEYS = {"variable", "yes", "no", "why"}
FILE_KEYS = {"column_case", "encoding", "separator", "decimal", "parts", "keys"}


def read_toml(path: Path) -> dict[str, Any]:
    """Read one TOML file of a map.

    Raises
    ------
    BadInput
        When the file is not TOML or has another schema.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"The survey map is not valid TOML: {error}",
            where=_short(path),
            to_do="correct the line named above",
            code="HL-MAP-03",
        ) from error
    expected = SCHEMAS.get(path.name)
    if expected and data.get("schema") != expected:
        raise BadInput(
            f'The schema is "{data.get("schema")}", not "{expected}"',
            where=_short(path),
            to_do=f'write schema = "{expected}" and follow the reference of maps',
            code="HL-MAP-04",
        )
    return data


def load_map(folder: Path, survey: str) -> SurveyMap:
    """Load the map in `folder` for the period that `survey` names.

    Raises
    ------
    BadInput
        When any file of the map does not follow its schema; HL-MAP-23 for a key that
        is missing and a value of another kind (a text for a list, say).
    """
    with of_its_schema(folder / "map.toml"):
        return _loaded(folder, survey)


@contextmanager
def of_its_schema(path: Path) -> Iterator[None]:
    """Refuse a map in which a key is missing or a value of another kind.

    Raises
    ------
    BadInput
        HL-MAP-23.
    """
    try:
        yield
    except KeyError as error:
        problem = f'lacks "{error.args[0]}"'
    except (TypeError, AttributeError, ValueError) as error:
        problem = f"has a value of another kind ({error})"
    else:
        return
    raise BadInput(
        f"The survey map {problem}",
        where=_short(path),
        to_do="compare it with the reference of maps, docs/reference/maps.md",
        code="HL-MAP-23",
    )


def _loaded(folder: Path, survey: str) -> SurveyMap:
    data = read_toml(folder / "map.toml")
    where = _short(folder / "map.toml")
    only_known(data, MAP_KEYS, where)
    about = data["survey"]
    only_known(about, SURVEY_KEYS, f"{where}, [survey]")
    period = survey.rsplit("/", 1)[1]
    variables = _variables(data, period, folder)
    not_asked, unknown = _availability(data, variables, where)
    national = _optional(folder / "national.toml")
    checks = _optional(folder / "checks.toml")
    published = checks_of(checks, period, _short(folder / "checks.toml"))
    status = _one_of(about["status"], STATUSES, f"{where}, status")
    return SurveyMap(
        id=survey,
        folder=folder,
        sha256=fingerprint(folder),
        country=about["country"],
        series=about["series"],
        producer=about["producer"],
        period=period,
        periods=tuple(about["periods"]),
        title=about["title"],
        area=about["area"],
        status=status if published else "drafted",
        employment_standard=about["employment_standard"],
        working_age=about["working_age"],
        licence=about.get("licence", ""),
        citation=about["citation"],
        file=_file(data.get("file", {}), where),
        source_design=_design(folder, period, about["periods"]),
        variables=variables,
        not_asked=not_asked,
        unknown=unknown,
        keep=tuple(tests_of(line) for line in data.get("records", {}).get("keep", [])),
        office=_office(data.get("office", {}), variables, where),
        choices=_choices(national),
        codelists=data.get("codelists", {}),
        checks=published,
        agreements=agreements_of(checks, period, _short(folder / "checks.toml")),
        notes=_text(folder / "notes.md"),
        todo=tuple(data.get("todo", ())),
    )


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 over the files of a map, names and contents, in order."""
    digest = hashlib.sha256()
    names = sorted([*MAP_FILES, *[path.name for path in folder.glob("*.csv")]])
    for name in names:
        path = folder / name
        if path.exists():
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def only_known(data: Mapping[str, Any], keys: Collection[str], where: str) -> None:
    """Refuse keys that the schema does not have.

    Raises
    ------
    BadInput
        Naming the key and the closest known ones.
    """
    for key in data:
        if key not in keys:
            close = difflib.get_close_matches(key, list(keys), n=3, cutoff=0.4)
            raise BadInput(
                f'The key "{key}" is not part of the schema',
                where=where,
                to_do=f"use one of: {', '.join(close or sorted(keys))}",
                code="HL-MAP-05",
            )


def _variables(
    data: Mapping[str, Any],
    period: str,
    folder: Path,
) -> dict[str, VariableMap]:
    own = of_period(data.get("periods", {}), period, data["survey"]["periods"])
    where = _short(folder / "map.toml")
    only_known(own, PERIOD_KEYS, f"{where}, [periods]")
    tables = {**data.get("variables", {}), **own.get("variables", {})}
    for name, table in {**data.get("national", {}), **own.get("national", {})}.items():
        kept = table
        if isinstance(table, Mapping):
            kept = {key: value for key, value in table.items() if key != "labels"}
        tables[f"national_{name}"] = kept
    return {
        name: renamed(
            variable_of(name, table, where=where, folder=folder),
            own.get("columns", {}),
        )
        for name, table in tables.items()
        if table != "not asked"
    }


def _availability(
    data: Mapping[str, Any],
    variables: Collection[str],
    where: str,
) -> tuple[frozenset[str], frozenset[str]]:
    table = data.get("availability", {})
    only_known(table, AVAILABILITY_KEYS, f"{where}, [availability]")
    not_asked = frozenset(table.get("not_asked", []))
    unknown = frozenset(table.get("unknown", []))
    # a period may map what the others lack
    given = set(data.get("variables", {}))
    _check_words([*variables, *not_asked, *unknown], given, not_asked | unknown, where)
    return not_asked - set(variables), unknown - set(variables)


def _file(table: Mapping[str, Any], where: str) -> FileFormat:
    only_known(table, FILE_KEYS, f"{where}, [file]")
    return FileFormat(**table)


def _office(
    tables: Mapping[str, Mapping[str, Any]],
    variables: Collection[str],
    where: str,
) -> tuple[OfficeRule, ...]:
    rules = []
    for word, table in tables.items():
        only_known(table, OFFICE_KEYS, f"{where}, [office.{word}]")
        rule = OfficeRule(
            word=word,
            why=table.get("why", ""),
            variable=table.get("variable", ""),
            yes=tuple(table.get("yes", [])),
            no=tuple(table.get("no", [])),
        )
        if not rule.why or (rule.variable and rule.variable not in variables):
            raise BadInput(
                "The office's rule names no reason, or a variable the map lacks",
                where=f"{where}, [office.{word}]",
                to_do="add why, and a variable such as national_... of this map",
                code="HL-MAP-16",
            )
        rules.append(rule)
    return tuple(rules)


def _check_words(
    names: Iterable[str],
    variables: Collection[str],
    lacking: Collection[str],
    where: str,
) -> None:
    words = harmonised_variables()
    for name in names:
        if name in words and name not in DESIGN_VARIABLES:
            continue
        if name.startswith("national_"):
            continue
        close = difflib.get_close_matches(name, list(words), n=3, cutoff=0.4)
        raise BadInput(
            f'"{name}" is not a harmonised variable that a map gives',
            where=where,
            to_do=f"closest names: {', '.join(close) or 'see the reference'}",
            code="HL-MAP-06",
        )
    both = sorted(set(variables) & set(lacking))
    if both:
        raise BadInput(
            f"{', '.join(both)}: mapped and declared as not asked or unknown",
            where=f"{where}, [availability]",
            to_do="keep one of the two",
            code="HL-MAP-07",
        )


def _design(folder: Path, period: str, periods: list[str]) -> SourceDesign:
    data = read_toml(folder / "design.toml")
    where = _short(folder / "design.toml")
    only_known(data, DESIGN_KEYS, where)
    return design_of(data, where, period, periods)


def _choices(data: Mapping[str, Any]) -> dict[str, Choice]:
    return {
        name: Choice(value=table["value"], date=table["date"], source=table["source"])
        for name, table in data.get("choices", {}).items()
    }


def _optional(path: Path) -> dict[str, Any]:
    return read_toml(path) if path.exists() else {}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _one_of(value: str, allowed: Collection[str], where: str) -> str:
    if value in allowed:
        return value
    raise BadInput(
        f'"{value}" is not allowed here',
        where=where,
        to_do=f"use one of: {', '.join(allowed)}",
        code="HL-MAP-08",
    )


def _short(path: Path) -> str:
    return "/".join(path.parts[-4:])
