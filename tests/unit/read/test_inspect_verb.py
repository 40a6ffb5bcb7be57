"""`headload inspect`: labels, protected counts and guesses at the design."""

import json

import pytest
import typer
from typer.testing import CliRunner

from headload.cli.inspect import inspect
from headload.measure.read import codebook
from headload.measure.read.candidates import Facts, candidates


@pytest.fixture
def survey(write):
    """Return a file with a design: 40 clusters in 4 strata, and a rare code."""
    rows = 400
    return write(
        "survey.sav",
        {
            "upm": [float(100 + i % 40) for i in range(rows)],
            "estrato": [float(1 + i % 4) for i in range(rows)],
            "fexp": [81.25 + i for i in range(rows)],
            "p02": [1.0 if i % 3 else 2.0 for i in range(rows)],
            "p42": [10.0 if i < 4 else 1.0 if i < 300 else 99.0 for i in range(rows)],
            "pay": [777_001.0 + i for i in range(rows)],
        },
        column_labels={
            "upm": "Unidad primaria",
            "estrato": "Estrato muestral",
            "fexp": "Factor de expansión",
            "p02": "Sexo [red]",
            "p42": "Categoría\x1b[31m",
            "pay": "Ingreso",
        },
        variable_value_labels={
            "p02": {1: "Hombre", 2: "Mujer"},
            "p42": {10: "Doméstico", 1: "Empleado", 5: "Nadie", 99: "NS"},
        },
        missing_ranges={"p42": [99]},
    )


@pytest.fixture
def run():
    """Return a function that runs the verb."""
    app = typer.Typer()
    app.command()(inspect)

    def _run(*arguments):
        return CliRunner().invoke(app, [str(one) for one in arguments])

    return _run


def test_the_design_columns_are_found_with_their_reasons(survey, tmp_path):
    found = codebook(survey, workspace=tmp_path / "work")
    by_role = {one.role: one for one in found.candidates}
    assert {role: one.name for role, one in by_role.items()} == {
        "weight": "fexp",
        "psu": "upm",
        "stratum": "estrato",
    }
    assert "not whole numbers" in by_role["weight"].reasons
    assert "each value lies in one value of estrato" in by_role["psu"].reasons
    assert "4 distinct values" in by_role["stratum"].reasons
    assert list((tmp_path / "work").iterdir()) == []


def test_counts_below_ten_are_not_shown(survey, tmp_path):
    found = codebook(survey, workspace=tmp_path / "work")
    status = found.variables[4]
    assert status.frequencies == {"10": None, "1": 296, "5": 0, "99": 100}
    assert status.missing == {"99": 100}
    assert status.unlabelled == 0


def test_the_codebook_prints_labels_and_counts_and_never_a_value(survey, run):
    done = run(survey)
    assert done.exit_code == 0
    for expected in (
        "survey.sav",
        "400",
        "Factor de expansión",
        "Sexo [red]",
        "1 Hombre: 266",
        "10 Doméstico: fewer than 10",
        "99: 100",
        "Perhaps the design",
        "No checksum was given",
    ):
        assert expected in done.output
    for value in ("81.25", "480.25", "777", "\x1b"):
        assert value not in done.output


def test_the_same_is_given_as_data(survey, run):
    data = json.loads(
        run(survey, "--json", "--column", "p42", "--column", "fexp").output
    )
    weight, status = data["variables"]
    assert weight == {
        "name": "fexp",
        "label": "Factor de expansión",
        "type": "number",
        "distinct": 400,
        "missing": {},
        "codes": {},
        "rows_without_label": 0,
    }
    assert status["codes"]["10"] == {"label": "Doméstico", "rows": None}
    assert (data["rows"], data["format"], data["encoding"]) == (400, "spss", "UTF-8")


def test_a_fixed_width_file_is_inspected_by_its_layout(write_text, run):
    layout = write_text("l.csv", "name,start,end\nage,1,2\n")
    done = run(write_text("a.dat", "34\n35\n"), "--layout", layout)
    assert "fixed-width" in done.output
    assert "none found" in done.output


def test_many_labels_are_cut_on_screen(write, run):
    labels = {float(code): f"job {code}" for code in range(20)}
    path = write("a.sav", {"job": [1.0, 50.0]}, variable_value_labels={"job": labels})
    output = run(path).output
    assert "and 8 more labels" in output
    assert "codes without label: fewer than 10" in output


def facts(name: str, label: str = "", **known) -> Facts:
    """Return facts of a column of 1,000 rows."""
    given = {
        "distinct": 100,
        "labels": 0,
        "missing": 0,
        "is_number": True,
        "all_positive": True,
        "all_whole": True,
    }
    return Facts(name=name, label=label, **(given | known))


@pytest.mark.parametrize(
    ("name", "label", "role"),
    [
        ("wgt", "", "weight"),
        ("x", "Poids final du ménage", "weight"),
        ("x", "Peso da pessoa", "weight"),
        ("PONDERA", "", "weight"),
        ("v1", "Primary sampling unit (cluster)", "psu"),
        ("x", "Numéro de grappe", "psu"),
        ("conglomerado", "", "psu"),
        ("x", "Strate de tirage", "stratum"),
        ("STRATUM", "", "stratum"),
    ],
)
def test_names_and_labels_in_four_languages_are_known(name, label, role):
    found = candidates([facts(name, label)], 1_000, nested=lambda a, b: False)
    assert [one.role for one in found] == [role]


@pytest.mark.parametrize(
    "one",
    [
        facts("weight", all_positive=False),
        facts("weight", labels=3),
        facts("age"),
        facts("weight", missing=500),
        facts("upm", distinct=1),
        facts("estrato", distinct=900),
        facts("height"),
        facts("area"),
    ],
)
def test_a_column_without_the_facts_or_the_name_is_not_proposed(one):
    assert candidates([one], 1_000, nested=lambda a, b: False) == ()
