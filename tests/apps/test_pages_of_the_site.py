"""Every page: in every language, without cookies, scripts and other sites, light."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from apps.conftest import VENDORS, Site
from headload.apps.common.glossary import REGISTERS, words_of_field
from headload.apps.common.languages import COMPLETE, LANGUAGES
from headload.apps.common.words import words

PAGES = (
    "places/",
    "places/xts/",
    "search/?q=recicladora",
    "library/",
    "components/",
    "",
    "how-to-read/",
    "words/",
    "numbers/",
    "numbers/xts/",
    "numbers/xts/employment?by=worker_group&period=2025-Q1",
    "numbers/xts/informal-employment-rate?by=worker_group,sex&period=2025-Q1",
    "numbers/all/employment?worker_group=street_vendor",
    "workers/",
    "workers/street-vendors/",
    "workers/waste-pickers/",
    f"e/{VENDORS}",
)


class Read(HTMLParser):
    """What a page holds: its tags with attributes, and words under each language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[tuple[str, str]] = []
        self._languages: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in {"meta", "link", "br", "input", "img"}:
            before = self._languages[-1] if self._languages else ""
            self._languages.append(found.get("lang") or before)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"meta", "link", "br", "input", "img"}:
            self._languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self._languages:
            self.said.append((self._languages[-1], data.strip()))


def page(site: Site, address: str) -> str:
    response = site.client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return str(response.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_and_says_its_language(site: Site, language: str) -> None:
    for name in PAGES:
        read = Read(page(site, f"/{language}/{name}"))
        assert read.tags[0] == ("html", {"lang": language})
        assert sum(tag == "h1" for tag, _ in read.tags) == 1, name
        assert sum(tag == "main" for tag, _ in read.tags) == 1, name


def test_every_word_is_there_in_the_complete_languages() -> None:
    for name, texts in words().items():
        assert set(COMPLETE) <= set(texts), name
        places = {
            tuple(sorted(re.findall(r"{(\w+)}", text))) for text in texts.values()
        }
        assert len(places) == 1, name


def test_what_is_not_translated_is_marked_as_english(site: Site) -> None:
    read = Read(page(site, "/hi/how-to-read/"))
    english = [text for language, text in read.said if language == "en"]
    assert any(text.startswith("A number on this site") for text in english)
    assert ("hi", "आँकड़े कैसे पढ़ें") in read.said


def test_a_page_has_the_same_page_in_every_language(site: Site) -> None:
    address = "/es/numbers/xts/employment?by=worker_group&period=2025-Q1"
    read = Read(page(site, address))
    links = {
        str(found["hreflang"]): str(found["href"])
        for tag, found in read.tags
        if tag == "a" and "hreflang" in found
    }
    assert set(links) == set(LANGUAGES)
    assert links["fr"] == address.replace("/es/", "/fr/")


def test_nothing_is_asked_of_other_sites_and_nothing_runs(site: Site) -> None:
    for name in PAGES:
        response = site.client.get(f"/en/{name}")
        assert not response.cookies
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        for tag, found in Read(response.content.decode()).tags:
            assert tag != "script"
            assert "style" not in found
            assert not any(each.startswith("on") for each in found)
            loaded = tag != "a"  # a link to elsewhere loads nothing
            for attribute in ("src", "href"):
                address = found.get(attribute) or ""
                outside = re.match(r"(https?:)?//", address)
                assert not (loaded and outside), (name, tag, address)


def test_a_first_visit_weighs_fifty_kilobytes_at_most(site: Site) -> None:
    styles = sum(
        len(gzip.compress(path.read_bytes()))
        for path in Path(site.home, "static/headload").glob("*.css")
        if not re.search(r"\.[0-9a-f]{12}\.", path.name)
    )
    assert styles < 12_000
    for name in PAGES:
        weight = len(gzip.compress(page(site, f"/en/{name}").encode()))
        assert weight + styles < 50_000, name


def test_words_of_workers_statistics_and_laws_stand_together(site: Site) -> None:
    text = page(site, "/es/words/")
    section = text.partition('id="waste-picker"')[2].partition("</section>")[0]
    assert "Dicen quienes trabajan" in section
    assert "recicladora" in section
    assert {word.register for word in words_of_field()} == set(REGISTERS)
    assert {word.language for word in words_of_field()} == set(LANGUAGES)


def test_an_address_without_a_page_says_so_in_the_language_of_the_address(
    site: Site,
) -> None:
    for wrong in ("numbers/zzz/", "numbers/xts/nothing", "e/none", "workers/kings/"):
        response = site.client.get(f"/fr/{wrong}")
        assert response.status_code == 404
        assert "Cette page n" in response.content.decode()


def test_the_door_leads_to_the_readers_language(site: Site) -> None:
    def led(accepted: str) -> str:
        headers = {"Accept-Language": accepted}
        return str(site.client.get("/", headers=headers).headers["Location"])

    assert led("hi-IN,hi;q=0.9,en;q=0.5") == "/hi/"
    assert led("de,fr;q=0.8") == "/fr/"
    assert led("") == "/en/"


def test_the_site_answers_to_its_own_names_alone(site: Site) -> None:
    assert site.client.get("/en/", headers={"Host": "evil.example"}).status_code == 400
