"""The read room on files as statistical offices hand them over.

The expected figures are those of the README files beside the data.
"""

import pyarrow.compute as pc
import pyarrow.parquet as pq

from headload.measure.read import ReadRequest, codebook, read
from needs import real_data


def test_the_person_file_of_ecuador_is_read_from_its_zip(tmp_path):
    file = real_data("ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip")
    columns = ("FEXP", "estrato", "upm", "p02", "p42", "empleo")
    people = read(
        file,
        workspace=tmp_path,
        request=ReadRequest(columns=columns, column_case="any", expected_rows=88_829),
    )
    rows = pq.read_table(people.parquet)
    employed = rows.filter(pc.equal(rows["empleo"], 1))
    assert (people.format, people.rows) == ("spss", 88_829)
    assert rows.column_names.count("FEXP") == 1
    assert round(pc.sum(rows["FEXP"]).as_py()) == 17_735_720
    assert round(pc.sum(employed["FEXP"]).as_py(), 2) == 7_760_179.27
    assert pc.sum(pc.equal(employed["p42"], 10)).as_py() == 851
    assert people.column("p02").value_labels == {"1": "Hombre", "2": "Mujer"}


def test_the_design_of_ecuador_is_found(tmp_path):
    file = real_data("ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip")
    found = codebook(file, workspace=tmp_path)
    best = {one.role: one.name for one in reversed(found.candidates)}
    assert best == {"weight": "fexp", "psu": "upm", "stratum": "estrato"}
    assert len(found.variables) == 146


def test_the_person_files_of_argentina_are_read_in_either_case(tmp_path):
    for quarter in ("2003T3", "2019T1"):
        file = real_data(f"argentina-eph/base_individual_{quarter}.parquet")
        columns = ("PONDERA", "ESTADO", "CAT_OCUP", "CH04")
        people = read(
            file,
            workspace=tmp_path,
            request=ReadRequest(columns=columns, column_case="any"),
        )
        rows = pq.read_table(people.parquet)
        assert set(rows.column_names) == set(columns)
        assert rows.num_rows == people.rows > 30_000
