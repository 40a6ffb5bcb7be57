import hashlib
import json

import pyarrow.parquet as pq
import pytest

from headload.errors import BadInput
from headload.measure.publish import publish
from headload.releases import estimates_schema, read_release
from headload.terms import Flag
from unit.releases.made import rate, release, total

FILES = (
    "codelists.json",
    "derivation.parquet",
    "estimates.parquet",
    "release.json",
    "tables/T1.csv",
    "tables/T2.csv",
)


@pytest.fixture
def published(tmp_path):
    made = release(
        total(),
        rate(),
        total(5, indicator="few", dimensions={"city": "quito"}),
        total(300, indicator="more", dimensions={"home_based_worker_type": "employee"}),
    )
    return made, publish(made, tmp_path / "release")


def resealed(directory, name, content):
    """Change a file and its entry in the manifest, as a forger would."""
    (directory / name).write_bytes(content)
    manifest = json.loads((directory / "release.json").read_text())
    manifest["files"][name]["sha256"] = hashlib.sha256(content).hexdigest()
    (directory / "release.json").write_text(json.dumps(manifest))


def test_a_release_reads_back_as_it_was_made(published):
    made, directory = published
    read = read_release(directory)
    in_order = sorted(
        made.estimates, key=lambda cell: (cell.table_id, cell.estimate_id)
    )
    assert list(read.estimates) == in_order
    assert read.derivation == made.derivation
    assert read.codelists == made.codelists
    assert read.receipt() == made.receipt()
    assert read.find("few", city="quito").flag is Flag.PROTECTED
    assert set(read.manifest.files) == set(FILES) - {"release.json"}


def test_the_columns_are_those_of_the_architecture(published):
    names = pq.read_schema(published[1] / "estimates.parquet").names
    expected = (
        "estimate_id release_id table_id indicator measure unit unit_multiplier "
        "ref_area city time_period standard sex age urban region education status "
        "activity sector_of_unit informality worker_group place_of_work "
        "home_based_worker_type value se ci_low ci_high cv deff df n n_band n_psu "
        "obs_status conf_status flag note"
    )
    assert " ".join(names) == expected
    assert names == estimates_schema(["home_based_worker_type"]).names


def test_dimension_columns_hold_the_total_code_and_are_never_empty(published):
    table = pq.read_table(published[1] / "estimates.parquet")
    for name in ("city", "sex", "worker_group", "home_based_worker_type"):
        assert table[name].null_count == 0
    assert set(table["sex"].to_pylist()) == {"_T"}
    assert set(table["city"].to_pylist()) == {"_T", "quito"}


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(published, name):
    path = published[1] / name
    path.write_bytes(path.read_bytes().replace(b"2", b"3", 1) + b" ")
    if name == "release.json":
        path.write_bytes(path.read_bytes().replace(b'"sha256": "', b'"sha256": "0', 9))
    with pytest.raises(BadInput, match=r"HL-REL-0[56]") as refusal:
        read_release(published[1])
    assert name == "release.json" or f"changed: {name}" in str(refusal.value)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_refused(published, name):
    (published[1] / name).unlink()
    code = "HL-REL-04" if name == "release.json" else f"missing: {name}"
    with pytest.raises(BadInput, match=code):
        read_release(published[1])


@pytest.mark.parametrize("name", ["notes.txt", "tables/T9.csv", "a/b/c"])
def test_an_added_file_is_refused(published, name):
    path = published[1] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    with pytest.raises(BadInput, match=f"not in the manifest: {name}"):
        read_release(published[1])


def test_a_link_in_place_of_a_file_is_refused(published, tmp_path):
    path = published[1] / "codelists.json"
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(BadInput, match=r"a link, not a file: codelists\.json"):
        read_release(published[1])


def test_a_manifest_that_forgets_the_estimates_is_refused(published):
    path = published[1] / "release.json"
    manifest = json.loads(path.read_text())
    del manifest["files"]["estimates.parquet"]
    path.write_text(json.dumps(manifest))
    with pytest.raises(BadInput, match=r"not in the manifest: estimates\.parquet"):
        read_release(published[1])


def test_a_release_of_another_format_is_refused_with_both_versions(published):
    path = published[1] / "release.json"
    path.write_text(
        path.read_text().replace("headload-release/1", "headload-release/9")
    )
    with pytest.raises(BadInput, match=r"headload-release/9.*headload-release/1"):
        read_release(published[1])


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format": "headload-release/1"}']
)
def test_a_manifest_that_is_none_is_refused(published, content):
    (published[1] / "release.json").write_text(content)
    with pytest.raises(BadInput, match="HL-REL-05"):
        read_release(published[1])


def test_a_directory_that_is_no_release_is_refused(tmp_path):
    with pytest.raises(BadInput, match="HL-REL-04"):
        read_release(tmp_path)


@pytest.mark.parametrize("name", ["estimates.parquet", "derivation.parquet"])
def test_a_resealed_file_of_another_kind_is_refused(published, name):
    resealed(published[1], name, b"not parquet")
    with pytest.raises(BadInput, match="HL-REL-07"):
        read_release(published[1])


def test_resealed_labels_that_are_none_are_refused(published):
    resealed(published[1], "codelists.json", b"[]")
    with pytest.raises(BadInput, match="HL-REL-07"):
        read_release(published[1])


def test_resealed_columns_of_another_schema_are_refused(published):
    other = (published[1] / "derivation.parquet").read_bytes()
    resealed(published[1], "estimates.parquet", other)
    with pytest.raises(BadInput, match=r"Columns of estimates\.parquet"):
        read_release(published[1])
