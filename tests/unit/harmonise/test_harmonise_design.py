"""Replicate weights, corrections and later stages declared in `design.toml`."""

from pathlib import Path

import pytest

from headload.errors import BadInput
from headload.measure.harmonise import harmonise
from headload.terms import DesignStatus, ReplicateMethod
from unit.harmonise.tiny import DESIGN, atlas, engine, microdata

AGE = '[variables.age]\nfrom = "a"\n'
REPLICATES = (
    'schema = "headload-design/1"\nstatus = 4\nweight = "w"\n[replicates]\n'
    'method = "brr"\n'
)


def test_replicate_weights_are_carried_under_the_names_of_the_house(
    tmp_path: Path,
) -> None:
    survey = atlas(tmp_path, AGE, design=REPLICATES + 'prefix = "r"\ncount = 2\n')
    file = microdata(tmp_path, a=[30, 40], r1=[0.0, 20.0], r2=[20.0, -1.0])
    persons, _ = harmonise(file, survey, engine())
    design = survey.source_design.design
    assert design.status is DesignStatus.REPLICATES
    assert design.replicates.method is ReplicateMethod.BRR
    assert design.replicates.columns == ("rw_1", "rw_2")
    assert design.cluster == "person_id"
    rows = persons.table.select("person_id", "rw_1", "rw_2").to_pyarrow().to_pydict()
    assert rows["rw_1"] == [0.0, 20.0]
    assert rows["rw_2"] == [20.0, -1.0]
    assert None not in rows["person_id"]
    assert {"r1", "r2"} <= set(survey.source_columns())


def test_corrections_and_units_of_later_stages_are_carried(tmp_path: Path) -> None:
    design = DESIGN + 'fpc = ["n1", "n2"]\nlater_stages = ["dwelling"]\n'
    survey = atlas(tmp_path, AGE, design=design)
    file = microdata(tmp_path, a=[30, 40], n1=[9, 9], n2=[4, 5], dwelling=[7.0, 8.0])
    persons, _ = harmonise(file, survey, engine())
    rows = persons.table.select("fpc_1", "fpc_2", "unit_2").to_pyarrow().to_pydict()
    assert rows == {"fpc_1": [9.0, 9.0], "fpc_2": [4.0, 5.0], "unit_2": ["7", "8"]}
    assert survey.source_design.design.fpc == ("fpc_1", "fpc_2")
    assert survey.source_design.design.later_stages == ("unit_2",)


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (REPLICATES + 'columns = ["r1", "r2"]\ncount = 3\n', "3 replicate weights are"),
        (REPLICATES + 'prefix = "r"\ncount = 2\nrscales = [1.0]\n', "1 rscales"),
        (REPLICATES + 'prefix = "r"\n', "needs a count"),
        (REPLICATES + "count = 2\n", "either a prefix or columns"),
        (REPLICATES + 'prefix = "r"\ncount = 2\nscales = 1\n', '"scales" is not a key'),
        (REPLICATES.replace("brr", "jk9") + 'prefix = "r"\ncount = 2\n', '"jk9"'),
        (DESIGN + '[replicates]\nmethod = "brr"\n', "go together"),
        (DESIGN + 'later_stages = ["d"]\nfpc = ["n"]\n', "one fpc a stage"),
        (DESIGN + 'fpc = "n"\n', "not a list"),
    ],
)
def test_a_design_that_does_not_fit_is_refused(tmp_path: Path, design, said) -> None:
    with pytest.raises(BadInput, match=said) as refusal:
        atlas(tmp_path, AGE, design=design)
    assert refusal.value.code == "HL-MAP-13"
