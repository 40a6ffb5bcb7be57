"""Search finds the same on both databases, in every language of the site."""

from collections.abc import Iterator

import pytest

from apps.conftest import Site


@pytest.fixture
def made(site: Site) -> Iterator[None]:
    """Index a few documents of a kind of their own, and take them out again."""
    from headload.apps.search.index import Entry, rebuild, register

    texts = {
        "en": ("Vendors and market traders", "Vendors organise for licences."),
        "es": ("Vendedoras del mercado", "La organización de las vendedoras pide."),
        "fr": ("Les vendeuses du marché", "Les vendeuses demandent des licences."),
        "pt": ("As vendedoras da feira", "A organização das vendedoras pede."),
        "hi": ("घरेलू कामगार और स्ट्रीट वेंडर", "संगठन की माँग"),
    }
    several = [
        Entry("made", "made:1", language, f"/{language}/1", title, text)
        for language, (title, text) in texts.items()
    ]
    alone = Entry(
        "made",
        "made:2",
        "en",
        "/en/2",
        "Sorting by hand",
        "Waste pickers sort what others throw away. " * 3,
        facets=(("place", "ecu"), ("worker_group", "waste-pickers")),
    )
    register("made", lambda: [*several, alone])
    rebuild("made")
    yield
    register("made", list)
    rebuild("made")


def found(text: str, reader: str, **chosen: str) -> list[str]:
    from headload.apps.search.find import find

    answer = find(text, reader, {"kind": "made", **chosen})
    return [each.document.address for each in answer.results]


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("en", "vendor licence"),
        ("en", "ORGANISING"),
        ("es", "organizacion"),
        ("es", "vendedora mercados"),
        ("fr", "vendeuse marches"),
        ("pt", "organizacao vendedora"),
        ("hi", "कामगार"),
        ("hi", "स्ट्रीट"),
    ],
)
def test_a_word_is_found_by_its_stem_and_without_accents(
    made: None, language: str, asked: str
) -> None:
    assert found(asked, language) == [f"/{language}/1"]


def test_a_hindi_word_is_not_found_by_its_letters(made: None) -> None:
    assert found("क", "hi") == found("ट", "hi") == []


@pytest.mark.parametrize("asked", ["recicladora", "catadoras", "récupératrice"])
def test_words_of_other_languages_that_mean_the_same_are_found(
    made: None, asked: str
) -> None:
    from headload.apps.search.find import find

    assert found(asked, "en") == ["/en/2"]
    own = find(asked, "en", {"kind": "made"}, only_own=True)
    assert own.count == 0


def test_a_reader_gets_her_own_language_and_else_any(made: None) -> None:
    assert found("sorting hand", "hi") == ["/en/2"]  # no page in Hindi: the English one
    assert found("vendeuses", "en") == ["/fr/1"]  # nothing in English has the word
    assert found("vendeuses", "fr", language="fr") == ["/fr/1"]
    assert found("sorting hand", "en", language="fr") == []


def test_choices_narrow_and_stay_countable(made: None) -> None:
    from headload.apps.search.find import find

    answer = find("vendors", "en", {"kind": "made"})
    assert answer.count == 1
    counted = dict(answer.facets["kind"])
    assert counted["made"] == 1
    assert sum(counted.values()) > 1  # the other kinds are still offered
    assert found("waste pickers", "en", place="ecu") == ["/en/2"]
    assert found("waste pickers", "en", place="per") == []


def test_a_snippet_shows_why(made: None) -> None:
    from headload.apps.search.find import find

    (only,) = find("waste", "en", {"kind": "made"}).results
    marked = [text for text, matched in only.snippet if matched]
    assert set(marked) == {"Waste"}
    (other,) = find("recicladora", "en", {"kind": "made"}).results
    marked = [text for text, matched in other.snippet if matched]
    assert set(marked) == {"Waste pickers"}  # a term is marked whole, or not at all
    assert "".join(text for text, _ in only.snippet).startswith("Waste pickers sort")


@pytest.mark.parametrize("asked", ["vendrs", "organsie licences"])
def test_a_mistyped_word_is_corrected(made: None, asked: str) -> None:
    from headload.apps.search.find import find

    answer = find(asked, "en")
    assert answer.count == 0
    assert find(answer.suggestion, "en").count > 0


@pytest.mark.parametrize(
    "asked", ['"', "a OR (", "NEAR(x", "'); --", "*", "\\", "' & |", "", "..."]
)
def test_no_sign_has_a_meaning_of_its_own(made: None, asked: str) -> None:
    from headload.apps.search.find import find

    assert find(asked, "en").count == 0
    everything = find("", "en", {"kind": "made"}).count
    assert find(asked, "en", {"kind": "made"}).count in {0, everything}


def test_the_page_says_what_else_was_searched_for(site: Site) -> None:
    page = site.client.get("/en/search/?q=recicladora").content.decode()
    assert "Also searched for" in page
    assert '<b lang="pt">' in page
    assert "/en/workers/waste-pickers/" in page
    none = site.client.get("/fr/search/?q=zzzz").content.decode()
    assert "Rien trouvé" in none


def test_a_release_is_found_by_its_tables(site: Site) -> None:
    from headload.apps.search.find import find

    answer = find("informal employment street vendors", "en", {"place": "xts"})
    kinds = {each.document.kind for each in answer.results}
    assert kinds == {"table"}


def test_no_two_threads_share_a_stemmer() -> None:
    # one holds the word that it works on, so that two at once give nonsense
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    from headload.apps.search.words import _stemmer

    both = Barrier(2)

    def own() -> object:
        both.wait()
        return _stemmer("english")

    with ThreadPoolExecutor(2) as pool:
        one, other = (each.result() for each in [pool.submit(own), pool.submit(own)])
    assert one is not other
    assert _stemmer("english") is _stemmer("english")
