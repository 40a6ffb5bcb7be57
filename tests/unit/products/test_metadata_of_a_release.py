"""Data Package, DCAT and citations: complete, the same in every form, no clock."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from headload.products import make_products
from headload.releases import SealedRelease, read_release
from headload.terms import LANGUAGES
from unit.products.pictured import pictured

CASTS = {"string": str, "number": float, "integer": int}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> SealedRelease:
    return read_release(pictured(tmp_path_factory.mktemp("made"), "confidential"))


@pytest.fixture(scope="module")
def made(release: SealedRelease) -> Path:
    return make_products(
        release.directory, languages=LANGUAGES, only=["metadata", "citation"]
    )


def test_the_package_describes_every_column_and_every_value(made: Path) -> None:
    package = json.loads((made / "datapackage.json").read_text("utf-8"))
    (resource,) = package["resources"]
    content = (made / resource["path"]).read_bytes()
    assert resource["bytes"] == len(content)
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    fields = {each["name"]: each for each in resource["schema"]["fields"]}
    rows = list(csv.DictReader(content.decode().splitlines()))
    assert list(rows[0]) == list(fields)
    keys = [row[resource["schema"]["primaryKey"]] for row in rows]
    assert len(keys) == len(set(keys)) > 10
    for row in rows:
        for name, text in row.items():
            rules = fields[name].get("constraints", {})
            assert text or not rules.get("required"), name
            if text:
                CASTS[fields[name]["type"]](text)
                assert text in rules.get("enum", [text]), (name, text)


def test_the_dataset_says_what_where_when_and_from_what(
    made: Path, release: SealedRelease
) -> None:
    found = json.loads((made / "dcat.jsonld").read_text("utf-8"))
    manifest = release.manifest
    assert found["@type"] == "dcat:Dataset"
    assert found["dct:identifier"] == manifest.id
    assert {each["@language"] for each in found["dct:title"]} == set(LANGUAGES)
    assert found["dct:temporal"] == manifest.period
    prints = {each["sha256"] for each in manifest.inputs}
    derived = {each["spdx:checksumValue"] for each in found["prov:wasDerivedFrom"]}
    assert derived == prints
    (file,) = found["dcat:distribution"]
    content = (made / file["dcat:downloadURL"]).read_bytes()
    sums = file["spdx:checksum"]["spdx:checksumValue"]
    assert sums == hashlib.sha256(content).hexdigest()
    prefixes = {name.split(":")[0] for name in found if ":" in name}
    assert prefixes <= set(found["@context"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_citations_say_the_same(
    made: Path, release: SealedRelease, language: str
) -> None:
    stem = made / f"citation.{language}"
    plain = stem.with_suffix(f".{language}.txt").read_text("utf-8")
    bib = stem.with_suffix(f".{language}.bib").read_text("utf-8")
    (item,) = json.loads(stem.with_suffix(f".{language}.json").read_text("utf-8"))
    year = release.manifest.period[:4]
    assert item["issued"] == {"date-parts": [[int(year)]]}
    assert f"year = {{{year}}}" in bib
    assert f"({year})" in plain
    assert item["number"] == release.manifest.id
    assert release.manifest.id in plain
    assert item["title"] in plain
    assert item["title"] in bib.replace("\\", "")
    assert bib.count("{") == bib.count("}")


def test_the_same_release_gives_the_same_bytes(
    made: Path, release: SealedRelease, tmp_path: Path
) -> None:
    again = make_products(
        release.directory,
        tmp_path / "again",
        languages=LANGUAGES,
        only=["metadata", "citation"],
    )
    for path in made.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()
