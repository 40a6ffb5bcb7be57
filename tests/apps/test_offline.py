"""A place in a zip: every link leads to a file of it, and nothing needs a network."""

import io
import re
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from apps.conftest import VENDORS, Site
from headload.cli.app import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def content(site: Site) -> bytes:
    from headload.apps.site.offline import bundle, contents_of

    made = bundle(contents_of("xts", "fr"), "fr")
    assert made == bundle(contents_of("xts", "fr"), "fr")
    return made


def test_every_link_in_a_bundle_leads_to_a_file_of_it(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        pages = {
            name: archive.read(name).decode() for name in names if name.endswith("l")
        }
    assert {"index.html", "table-employment.html", "style/style.css"} <= names
    assert f"figure-{VENDORS}.html" in names
    assert "files/brief.fr.pdf" in names
    assert not any(".es." in name for name in names)
    for name, page in pages.items():
        for address in re.findall(r'(?:href|src)="([^"#][^"]*)"', page):
            if not address.startswith("http"):
                target = PurePosixPath(address.partition("#")[0])
                assert str(target) in names, (name, address)
    assert 'lang="fr"' in pages["index.html"]
    assert f'href="figure-{VENDORS}.html"' in pages["index.html"]


def test_a_group_goes_into_a_zip_with_its_cards(site: Site) -> None:
    from headload.apps.site.offline import bundle, contents_of

    made = bundle(contents_of("street-vendors", "es"), "es")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = set(archive.namelist())
        index = archive.read("index.html").decode()
    assert {"table-xts-employment.html", f"figure-{VENDORS}.html"} <= names
    assert "files/xts-street-vendor.es.pdf" in names
    assert f'href="figure-{VENDORS}.html"' in index


def test_the_verb_writes_a_bundle_and_refuses_what_is_not_there(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "xts.zip"
    assert run(["site", "bundle", "xts", "--out", str(out)]) == 0
    assert zipfile.is_zipfile(out)
    assert [each.name for each in tmp_path.iterdir()] == ["xts.zip"]
    for unknown in ("zzz", "per/lima", "street_vendor"):
        assert run(["site", "bundle", unknown]) == 2
    assert "HL-SITE-13" in capsys.readouterr().err
    assert run(["site", "bundle", "xts", "--lang", "de"]) == 2
    assert "HL-SITE-12" in capsys.readouterr().err
    assert run(["site", "bundle", "xts", "--out", str(tmp_path / "no" / "x.zip")]) == 3
    assert "HL-SITE-14" in capsys.readouterr().err
