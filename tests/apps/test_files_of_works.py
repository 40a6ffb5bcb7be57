"""Documents are kept with works, read page by page; a hostile one costs a message."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst

from apps.conftest import Site
from headload.cli.app import run
from needs import missing

Capture = pytest.CaptureFixture[str]
PAGES = """
#set page(width: 12cm, height: 8cm)
= Licences for vendors
The council of Accra asked for thirty licences a year.
#pagebreak()
#rect(width: 4cm, height: 2cm, fill: black)
#pagebreak()
Las vendedoras de Lima piden un lugar fijo y una balanza honesta.
"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return bytes(typst.compile(PAGES.encode()))


@pytest.fixture(scope="module")
def work(
    site: Site, pdf: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    from headload.apps.library.models import Work
    from headload.apps.search.index import rebuild

    folder = tmp_path_factory.mktemp("files")
    (folder / "one.csv").write_text("id,title\nlicences,Licences for vendors\n")
    (folder / "licences.pdf").write_bytes(pdf)
    assert run(["library", "import", str(folder / "one.csv")]) == 0
    assert run(["library", "attach", "licences", str(folder / "licences.pdf")]) == 0
    yield "licences"
    Work.objects.all().delete()
    rebuild("work", "passage")


def test_a_document_can_be_read_as_text_and_is_searched_by_page(
    site: Site, work: str, pdf: bytes
) -> None:
    page = site.client.get(f"/en/library/{work}/").content.decode()
    assert "Read as text, 3 pages" in page
    text = site.client.get(f"/fr/library/{work}/text/licences.pdf").content.decode()
    assert "thirty licences a year" in text
    assert "Cette page est une image" in text
    assert text.index('id="p2"') < text.index('id="p3"')
    file = site.client.get(f"/en/library/{work}/file/licences.pdf")
    assert b"".join(file.streaming_content) == pdf
    assert file.headers["Content-Type"] == "application/pdf"
    found = site.client.get("/es/search/?q=balanza+honesta").content.decode()
    assert f"/es/library/{work}/text/licences.pdf#p3" in found
    listed = site.client.get("/en/library/?q=thirty+licences").content.decode()
    assert "Pages of documents with these words: 1" in listed


def test_an_embargo_closes_files_and_their_text(site: Site, work: str) -> None:
    import datetime

    from headload.apps.library.models import Work
    from headload.apps.search.index import rebuild

    Work.objects.filter(slug=work).update(embargo=datetime.date(2999, 1, 1))
    rebuild("work", "passage")
    try:
        page = site.client.get(f"/en/library/{work}/").content.decode()
        assert "Read as text" not in page
        assert "2999" in page
        for kind in ("text", "file"):
            address = f"/en/library/{work}/{kind}/licences.pdf"
            assert site.client.get(address).status_code == 404
        found = site.client.get("/en/search/?q=balanza").content.decode()
        assert "#p3" not in found
    finally:
        Work.objects.filter(slug=work).update(embargo=None)
        rebuild("work", "passage")


def hostile(pdf: bytes) -> list[bytes]:
    """Return documents that are broken on purpose, each in another way."""
    draw = random.Random(30)
    made = [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\0" * 5000,
        pdf[: len(pdf) // 2],
        pdf[:-40],
        pdf.replace(b"startxref", b"startxxxx"),
        pdf.replace(b"/Count 3", b"/Count 2147483647"),
        pdf.replace(b"/Type", b"/Tipe"),
        pdf + pdf,
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>",
        b"%PDF-1.4\n" + b"[" * 200_000,
    ]
    for _ in range(20):
        content = bytearray(pdf)
        for _ in range(draw.randint(1, 400)):
            content[draw.randrange(8, len(content))] = draw.randrange(256)
        made.append(bytes(content))
    return made


def test_thirty_hostile_documents_cost_a_message_at_most(
    pdf: bytes, tmp_path: Path
) -> None:
    from headload.apps.library.reading import read

    files = hostile(pdf)
    assert len(files) == 30
    problems = 0
    for number, content in enumerate(files):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(content)
        said = read(path)
        assert bool(said.problem) != bool(said.pages) or not said.pages
        assert "Traceback" not in said.problem
        problems += bool(said.problem)
    assert problems >= 8
    assert [each.name for each in tmp_path.iterdir() if each.suffix != ".pdf"] == []


def test_a_reader_that_takes_too_much_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.library import reading

    path = tmp_path / "slow.pdf"
    path.write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(reading, "SECONDS", 0.0001)
    assert "took longer" in reading.read(path).problem


def test_what_is_no_pdf_or_has_no_work_is_refused(
    site: Site, work: str, tmp_path: Path, capsys: Capture
) -> None:
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(b"<html>")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n")
    assert run(["library", "attach", work, str(plain)]) == 3
    assert "HL-LIB-05" in capsys.readouterr().err
    assert run(["library", "attach", work, str(tmp_path / "none.pdf")]) == 3
    assert run(["library", "attach", "nothing", str(broken)]) == 3
    assert "HL-LIB-04" in capsys.readouterr().err
    assert run(["library", "attach", work, str(broken)]) == 0
    assert "its text could not be read" in capsys.readouterr().out
    from headload.apps.library.models import File

    File.objects.filter(name="broken.pdf").delete()


def test_words_of_a_scanned_page_are_read_and_said_to_be(
    site: Site, work: str, tmp_path: Path
) -> None:
    from headload.apps.library import ocr
    from headload.apps.library.models import File
    from headload.apps.library.reading import pictures

    if not ocr.installed():
        missing(
            "tesseract", "install tesseract-ocr and tesseract-ocr-spa (make system)"
        )
    written = "#set text(18pt)\nLas vendedoras piden una balanza honrada."
    (tmp_path / "written.pdf").write_bytes(typst.compile(written.encode()))
    (tmp_path / "page.png").write_bytes(pictures(tmp_path / "written.pdf", [0])[0])
    (tmp_path / "scan.typ").write_text('#image("page.png", width: 100%)')
    (tmp_path / "scan.pdf").write_bytes(typst.compile(str(tmp_path / "scan.typ")))
    command = ["library", "attach", work, str(tmp_path / "scan.pdf"), "--lang", "es"]
    assert run(command) == 0
    file = File.objects.get(name="scan.pdf")
    assert file.ocr
    assert "balanza honrada" in file.texts.get().text
    text = site.client.get(f"/en/library/{work}/text/scan.pdf").content.decode()
    assert "may have misread some" in text
    found = site.client.get("/es/search/?q=balanza+honrada").content.decode()
    assert "scan.pdf#p1" in found
    file.delete()


def test_without_tesseract_a_scanned_page_stays_a_picture(
    site: Site, work: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from headload.apps.library.models import File

    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "black.pdf").write_bytes(typst.compile(b"#rect(fill: black)"))
    assert run(["library", "attach", work, str(tmp_path / "black.pdf")]) == 0
    file = File.objects.get(name="black.pdf")
    assert (file.ocr, file.texts.get().text) == (False, "")
    file.delete()
