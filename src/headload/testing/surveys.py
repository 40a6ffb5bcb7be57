"""The contract of a survey map: it does to every answer what it says.

Anybody can run it on a map of their own, without a file of the survey: a small file
in the survey's codes is made from the map, goes through the harmonise and derive
rooms, and must come out as a reading by hand of each record says.
"""

import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from headload.errors import HeadloadError, WrongUse
from headload.measure.derive import derive
from headload.measure.harmonise import SurveyMap, harmonise
from headload.standards import rules
from headload.terms import NOT_ASKED, Column, Microdata
from headload.testing.survey_answers import Value, answers_of, kept, weight_of
from headload.testing.survey_file import Row, source_columns, survey_rows

SHOWN = 10
LEAVE = {"paid_annual_leave", "paid_sick_leave"}
INSURANCE = "employer_pays_social_insurance"
GROUPS = {
    "employee": "employee",
    "domestic_employee": "employee",
    "paid_apprentice": "employee",
    "employer": "employer",
    "contributing_family_worker": "contributing_family_worker",
    "other": "not_classifiable",
}
"""Status in employment of answers that need no second question."""


@dataclass(frozen=True)
class MapTrial:
    """What a map was tried on, and what the rules made of it.

    Parameters
    ----------
    rows, kept, values
        Records of the made file, kept ones, and values compared.
    decided
        How many of the records each rule decides, by its column: ``every``,
        ``some`` or ``none``. Rules on jobs are asked of the employed.
    """

    rows: int
    kept: int
    values: int
    decided: Mapping[str, str]


def check_survey_map(survey: SurveyMap) -> MapTrial:
    """Check that `survey` keeps the contract of a map.

    Every variable has evidence; no leave is mapped where social insurance is not,
    which would make employees informal; every code and condition of the map leads
    to the answer it states; and the rules can be derived from the result.

    Parameters
    ----------
    survey
        A map, as `load_survey` gives it.

    Raises
    ------
    WrongUse
        ``HL-TEST-04``, naming the first differences.
    """
    rows = survey_rows(survey)
    wanted = [row for row in rows if kept(survey, row)]
    faults = list(_faults_of_words(survey))
    values = 0
    decided: dict[str, str] = {}
    if not faults:
        found = _harmonised(survey, rows)
        for fault in (*_differences(survey, wanted, found), *_of_rules(survey, found)):
            faults.append(fault)
            if len(faults) == SHOWN:
                break
        values = len(wanted) * len(answers_of(survey, wanted[0]))
        decided = _decided(survey, found)
    if faults:
        raise WrongUse(
            f"A survey map breaks its contract in {len(faults)} places or more",
            where=f"{survey.id}: {'; '.join(faults)}",
            to_do="mend the map and run check_survey_map again",
            code="HL-TEST-04",
        )
    return MapTrial(len(rows), len(wanted), values, decided)


def write_survey_file(survey: SurveyMap, path: Path) -> list[Row]:
    """Write the made file of a map as CSV and return its records.

    The file has no person in it; it shows how the office's file would look to the
    map, and can be measured like one.
    """
    rows = survey_rows(survey)
    columns = source_columns(survey)
    lines = [columns, *[[row.get(name) or "" for name in columns] for row in rows]]
    text = "".join(f"{','.join(line)}\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return rows


def _faults_of_words(survey: SurveyMap) -> Iterator[str]:
    for name, variable in survey.variables.items():
        if not variable.evidence:
            yield f"{name} has no evidence"
    mapped = LEAVE & set(survey.variables)
    if mapped and INSURANCE not in survey.variables and mapped != LEAVE:
        yield f"{', '.join(mapped)} without {INSURANCE} makes employees informal"


def _harmonised(survey: SurveyMap, rows: Sequence[Row]) -> dict[str, list[Value]]:
    columns = source_columns(survey)
    data = {
        name: pa.array([row.get(name) for row in rows], pa.string()) for name in columns
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.parquet"
        pq.write_table(pa.table(data), path)
        microdata = Microdata(
            parquet=path,
            fingerprint="0" * 64,
            format="csv",
            rows=len(rows),
            columns=tuple(Column(name, "", "text", {}, {}) for name in columns),
            warnings=(),
            isolation="limits",
        )
        ibis.options.sql.fuse_selects = False  # as when measuring
        connection = ibis.duckdb.connect(threads=1)
        try:
            persons, _ = harmonise(microdata, survey, connection)
            table = persons.table.to_pyarrow()
            held = replace(persons, table=ibis.memtable(table))
            derived = derive(held, list(rules().values())).table
            table = connection.to_pyarrow(derived)
        except HeadloadError as refusal:
            raise WrongUse(
                "A survey map refuses the file made from it",
                where=f"{survey.id}: {refusal.what} ({refusal.where})",
                to_do="list every code of a column in each variable that reads it",
                code="HL-TEST-05",
            ) from refusal
    found: dict[str, list[Value]] = table.to_pydict()
    return found


def _differences(
    survey: SurveyMap, rows: Sequence[Row], found: dict[str, list[Value]]
) -> Iterator[str]:
    if len(found["weight"]) != len(rows):
        yield f"{len(found['weight'])} records are kept, not {len(rows)}"
        return
    for i, row in enumerate(rows):
        expected = {**answers_of(survey, row), "weight": weight_of(survey, row)}
        if not survey.maps(["person_id"]):
            expected.pop("person_id")
        for name, value in expected.items():
            if not _same(found[name][i], value):
                yield f"record {i + 1}, {name}: {found[name][i]!r} instead of {value!r}"


def _of_rules(survey: SurveyMap, found: dict[str, list[Value]]) -> Iterator[str]:
    """Yield where rules that can be worked out by hand give another answer."""
    employed = found[f"icls{survey.employment_standard}_employed"]
    statuses = found["icse93_status_in_employment"]
    for i, status in enumerate(found["status_answered"]):
        if status in GROUPS and statuses[i] != GROUPS[str(status)]:
            yield f"kept record {i + 1}: {status} is {statuses[i]!r}"
    for i, week in enumerate(found["work_in_reference_week"]):
        office = found["office_labour_force_status"][i]
        known = {"pay_or_profit": True, "temporarily_absent": True, "none": False}
        if week in known and employed[i] is not known[str(week)]:
            yield f"kept record {i + 1}: {week} gives employed {employed[i]!r}"
        outside = office in ("unemployed", "outside_labour_force")
        if week == NOT_ASKED and outside and employed[i]:
            yield f"kept record {i + 1}: {office} is counted as employed"


def _decided(survey: SurveyMap, found: dict[str, list[Value]]) -> dict[str, str]:
    employed = found[f"icls{survey.employment_standard}_employed"]
    decided = {}
    for rule in rules().values():
        values = found[rule.column]
        if rule.unit != "person":
            jobs = zip(values, employed, strict=True)
            values = [value for value, works in jobs if works]
        known = [value is not None for value in values]
        decided[rule.column] = _how_many(known)
    return decided


def _how_many(known: Sequence[bool]) -> str:
    if not any(known):
        return "none"
    return "every" if all(known) else "some"


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)
    return one == other
