import json
import stat

import pyarrow.parquet as pq
import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.publish import publish
from headload.releases import read_release
from unit.releases.made import drawn, estimates, facts, rate, release, total

PLANTED = {"n": 7919, "value": 48_611_317.5, "weight": 6133.0, "rows": 104_729}


def everything(directory):
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def test_the_same_release_gives_the_same_bytes(tmp_path):
    one = publish(release(), tmp_path / "a" / "release")
    other = publish(release(), tmp_path / "b" / "release")
    assert everything(one) == everything(other)
    private = [each.with_name("release.private") for each in (one, other)]
    assert everything(private[0]) == everything(private[1])


def test_the_order_of_the_cells_does_not_change_the_tables(tmp_path):
    one = publish(release(total(), rate()), tmp_path / "a")
    other = publish(release(rate(), total()), tmp_path / "b")
    for name in ("tables/T1.csv", "tables/T2.csv", "codelists.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


@pytest.mark.parametrize("thing", [estimates(total()), facts(), None, "release"])
def test_only_a_release_can_be_published(tmp_path, thing):
    with pytest.raises(WrongUse, match="HL-PUBL-01"):
        publish(thing, tmp_path / "release")
    assert list(tmp_path.iterdir()) == []


def test_a_sealed_release_read_from_disk_cannot_be_published_again(tmp_path):
    directory = publish(release(), tmp_path / "release")
    with pytest.raises(WrongUse, match="not a SealedRelease"):
        publish(read_release(directory), tmp_path / "again")


def test_an_earlier_release_is_replaced(tmp_path):
    first = read_release(publish(release(), tmp_path / "release")).manifest.id
    publish(release(total(value=99_000.0)), tmp_path / "release")
    assert read_release(tmp_path / "release").manifest.id != first
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["release", "release.private"]


def test_a_directory_of_something_else_is_never_replaced(tmp_path):
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "thesis.txt").write_text("years of work")
    with pytest.raises(BadInput, match="HL-REL-09"):
        publish(release(), tmp_path / "release")
    assert (tmp_path / "release" / "thesis.txt").read_text() == "years of work"
    assert not (tmp_path / "release.private").exists()


def test_a_release_with_files_of_others_is_not_replaced(tmp_path):
    publish(release(), tmp_path / "release")
    (tmp_path / "release" / "comments.txt").write_text("mine")
    with pytest.raises(BadInput, match=r"other files: comments\.txt"):
        publish(release(), tmp_path / "release")


@pytest.mark.parametrize("content", ["", '{"format": "another/1"}'])
def test_a_foreign_release_json_is_not_replaced(tmp_path, content):
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "release.json").write_text(content)
    with pytest.raises(BadInput, match="not a release"):
        publish(release(), tmp_path / "release")


def test_a_file_or_a_link_is_not_replaced(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(BadInput, match="not a directory"):
            publish(release(), tmp_path / name)


def test_an_empty_directory_is_taken(tmp_path):
    (tmp_path / "release").mkdir()
    assert read_release(publish(release(), tmp_path / "release"))


def test_the_private_record_is_for_its_owner_only(tmp_path):
    publish(release(), tmp_path / "release", proof={"checks": []})
    private = tmp_path / "release.private"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert {path.name for path in private.iterdir()} == {
        "estimates.parquet",
        "protection.json",
        "checks.json",
    }
    for path in private.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_private_record_holds_what_was_withheld_and_why(tmp_path):
    made = release(total(), total(4, 520.0, indicator="few"))
    publish(made, tmp_path / "release")
    private = tmp_path / "release.private"
    rows = pq.read_table(private / "estimates.parquet").to_pylist()
    few = next(row for row in rows if row["indicator"] == "few")
    assert (few["value"], few["n"], few["flag"]) == (520.0, 4, "S")
    assert "4 respondents, threshold 10" in few["reasons"]
    protection = json.loads((private / "protection.json").read_text())
    assert protection["release"] == made.manifest.id
    assert protection["rounding_base"] == 1000


def test_a_private_directory_of_something_else_is_not_replaced(tmp_path):
    (tmp_path / "release.private").mkdir()
    (tmp_path / "release.private" / "diary.txt").write_text("mine")
    with pytest.raises(BadInput, match="HL-PUBL-02"):
        publish(release(), tmp_path / "release")
    assert not (tmp_path / "release").exists()


def planted_numbers():
    """Return every form in which a planted number could be printed."""
    forms = set()
    for number in PLANTED.values():
        forms |= {f"{number:g}", f"{number:,.0f}", f"{number:.0f}", repr(number)}
    return {form for form in forms if len(form) > 3}


def test_no_planted_number_leaks_under_confidential(tmp_path):
    cell = total(
        PLANTED["n"],
        PLANTED["value"],
        deff=6133.0,
        df=7919,
        n_psu=7919,
        unknown=7919,
    )
    node = facts().derivation[0]
    node = type(node)(node.variable, node.node, "p", PLANTED["n"], PLANTED["value"])
    inputs = (type(facts().inputs[0])("b" * 64, PLANTED["rows"]),)
    made = release(
        cell,
        rate(PLANTED["n"], 3001, PLANTED["value"]),
        mean_weight=PLANTED["weight"],
        derivation=(node, *facts().derivation[1:]),
        inputs=inputs,
    )
    directory = publish(made, tmp_path / "release")
    text = "\n".join(
        content.decode("utf-8")
        for name, content in everything(directory).items()
        if not name.endswith(".parquet")
    )
    for name in ("estimates.parquet", "derivation.parquet"):
        text += str(pq.read_table(directory / name).to_pylist())
    found = {form for form in planted_numbers() if form in text}
    assert found == set()
    private = pq.read_table(tmp_path / "release.private" / "estimates.parquet")
    assert PLANTED["n"] in private["n"].to_pylist()


def test_no_artefact_shows_a_value_for_a_withheld_cell(tmp_path):
    from headload.measure.protect import load_policy, protect

    made = protect(drawn(1), policy=load_policy(), about=facts())
    directory = publish(made, tmp_path / "release")
    withheld = [cell.estimate_id for cell in made.estimates if cell.withheld]
    assert len(withheld) > 20
    lines = {
        line.split(",")[0]: line
        for path in (directory / "tables").iterdir()
        for line in path.read_text().splitlines()
    }
    header = lines["estimate_id"].split(",")
    first, last = header.index("value"), header.index("n_psu")
    for name in withheld:
        cells = lines[name].split(",")
        assert set(cells[first : last + 1]) == {""}
