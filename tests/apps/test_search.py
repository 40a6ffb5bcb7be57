"""Search finds the same on both databases, in every language of the site."""

from collections.abc import Iterator

import pytest

from apps.conftest import Site


@pytest.fixture(scope="module", autouse=True)
def _without_works(site: Site) -> None:
    """Take away briefs of releases that other tests have loaded."""
    from headload.apps.library.models import Work
    from headload.apps.search.index import rebuild

    Work.objects.all().delete()
    rebuild("work", "passage")


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
    assert answer.whole == 0
    assert find(answer.suggestion, "en").whole > 0


def test_a_page_is_never_empty_where_a_text_has_one_of_the_words(made: None) -> None:
    from headload.apps.search.find import find

    for asked in ("organsie licences", "qwxzkj licences", "licences qwxzkj zzyyx"):
        answer = find(asked, "en", {"kind": "made"})
        assert (answer.whole, answer.count > 0) == (0, True), asked


@pytest.fixture
def few(site: Site) -> Iterator[None]:
    """Index works of which none has all words of the questions asked of them."""
    import datetime

    from headload.apps.search.index import Entry, rebuild, register

    texts = (
        ("Quarry dust", "Stone breakers breathe it. Common words here."),
        ("Quarry wages", "Common words here."),
        ("Harbour porters", "Common words here, and stone dust."),
        *((f"Leaflet {number}", "Common words here.") for number in range(30)),
    )
    entries = [
        Entry(
            "few",
            f"few:{number}",
            "en",
            f"/few/{number}",
            title,
            text,
            facets=(("place", "ecu" if number % 2 else "per"),),
            date=datetime.date(1961, 5, 1) if number == 2 else None,
            everywhere=True,
        )
        for number, (title, text) in enumerate(texts)
    ]
    register("few", lambda: entries)
    rebuild("few")
    yield
    register("few", list)
    rebuild("few")


def of_few(text: str, **chosen: str) -> list[str]:
    from headload.apps.search.find import find

    answer = find(text, "en", {"kind": "few", **chosen})
    return [each.document.key for each in answer.results]


def test_what_has_most_of_the_words_follows_what_has_all(few: None) -> None:
    from headload.apps.search.find import find

    # "quarry" and "breakers" say more than "harbour" alone, "common" says little
    assert of_few("quarry breakers harbour")[0] == "few:0"
    assert of_few("quarry stone")[:1] == ["few:0"]
    answer = find("quarry wages common harbour", "en", {"kind": "few"})
    assert answer.whole == 0
    assert [each.document.key for each in answer.results] == ["few:1"]
    assert of_few("common words")[:1] != []
    assert find("common words", "en", {"kind": "few"}).count == 33  # a page is full


def test_a_word_that_no_document_has_does_not_hide_the_others(few: None) -> None:
    assert of_few("xyzzyplugh quarry wages") == ["few:1"]
    assert of_few("xyzzyplugh") == []


def test_a_word_of_two_letters_says_nothing(few: None) -> None:
    assert of_few("of quarry wages") == ["few:1"]
    assert of_few("of in") == []


def test_one_misspelt_word_among_others_is_taken_as_meant(few: None) -> None:
    from headload.apps.search.find import find

    answer = find("harbuor porters stone", "en", {"kind": "few"})
    assert answer.results[0].document.key == "few:2"
    assert answer.whole == 0
    assert answer.suggestion == "harbour porters stone"


def test_choices_hold_for_what_has_most_of_the_words(few: None) -> None:
    assert of_few("quarry wages harbour", place="per") == []
    assert of_few("quarry wages harbour", place="ecu") == ["few:1"]


def test_a_document_is_found_by_its_year(few: None) -> None:
    assert of_few("1961 porters") == ["few:2"]


def test_the_page_says_that_not_all_words_are_there(site: Site, few: None) -> None:
    page = site.client.get("/en/search/?q=quarry+wages+harbour").content.decode()
    assert "With all of your words: 0." in page
    whole = site.client.get("/en/search/?q=quarry").content.decode()
    assert "With all of your words" not in whole


def test_counting_and_downloading_find_what_is_found(made: None, few: None) -> None:
    from headload.apps.search.find import every_key, find, how_many

    for text in ("vendors", "quarry wages harbour", "common", "street vendors", ""):
        for kind in ("made", "few"):
            answer = find(text, "en", {"kind": kind})
            keys = every_key(text, "en", {"kind": kind})
            assert how_many(text, "en", {"kind": kind}) == answer.count == len(keys)
            assert keys[:20] == [each.document.key for each in answer.results]


def test_a_question_is_of_single_stems_and_finds_the_same(made: None) -> None:
    from headload.apps.search.lookup import Lookup
    from headload.apps.search.query import Part, Query, query_of, shortest

    (part,) = query_of("waste pickers").parts
    (short,) = shortest(Query((part,), ())).parts
    assert {len(stems) for stems in short.all} == {1}
    assert len(short.all) < len(part.all)
    one_by_one = Query((Part(part.all),), ())
    for titles in (False, True):
        found = Lookup().matching(Query((part,), ()), titles=titles)
        assert found.any()
        assert (found == Lookup().matching(one_by_one, titles=titles)).all()
    assert query_of("\ue000wastepicker").parts[0].own == (
        ("wastepick",),
        ("wastepicker",),
    )


def test_a_term_is_found_in_texts_of_other_languages_too() -> None:
    from headload.apps.search.synonyms import mark_of, tokens_in

    mark, token = mark_of(("street", "vendor")), "\ue000streetvendor"
    text = ["Las", "street", "vendors", "y", "los", "Street", "Vendors"]
    assert tokens_in(text, "es") == [mark, mark, token]
    assert tokens_in(["vendors", "in", "the", "street"], "en") == []


def test_a_single_word_is_read_in_the_language_of_its_text() -> None:
    from headload.apps.search.synonyms import tokens_in

    assert tokens_in(["permits"], "en") == ["\ue000vendinglicence"]
    assert tokens_in(["permit"], "fr") == []  # a form of a verb


def test_a_kind_looked_at_alone_is_counted_as_among_all(made: None, few: None) -> None:
    import numpy as np

    from headload.apps.common.models import Content
    from headload.apps.search.facets import facets_of

    every = facets_of(Content.now())
    alone = facets_of(Content.now(), "made")
    of_kind = every.having("kind", "made")
    assert alone.numbers.tolist() == every.numbers[of_kind].tolist()
    wanted = {"serves": "hi", "place": "ecu"}
    kept, counts = alone.narrowed(np.ones(len(alone.numbers), bool), wanted)
    whole, among_all = every.narrowed(of_kind, wanted)
    assert alone.numbers[kept].tolist() == every.numbers[whole].tolist()
    shown = {name: found for name, found in among_all.items() if found}
    assert {name: found for name, found in counts.items() if found} == shown


def test_many_are_all_ranked(few: None) -> None:
    from headload.apps.search.find import every_key

    assert of_few("dust") == ["few:0", "few:2"]  # in a title; in a text
    assert of_few("stone") == ["few:0", "few:2"]  # in texts, the first shorter
    every = every_key("words", "en", {"kind": "few"})
    assert len(set(every)) == len(every) == 33  # none is lost, none comes twice


def test_scores_are_those_of_bm25_in_fts5(made: None) -> None:
    import sqlite3

    from headload.apps.search.index import sources
    from headload.apps.search.lookup import Lookup
    from headload.apps.search.models import Document
    from headload.apps.search.query import Part, Query
    from headload.apps.search.synonyms import tokens_in
    from headload.apps.search.words import stem, words_of

    def stems(text: str, language: str) -> str:
        words = words_of(text)
        own = [stem(word, language) for word in words]
        return " ".join([*own, *tokens_in(words, language)])

    plain = sqlite3.connect(":memory:")
    plain.execute(
        "CREATE VIRTUAL TABLE stems USING fts5(title, keywords, text, tokenize = "
        "\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")"
    )
    lookup = Lookup("made")
    for entry in sources()["made"]():
        own = Document.objects.get(key=entry.key, language=entry.language)
        fields = [stems(text, entry.language) for text in (entry.title, entry.text)]
        plain.execute(
            "INSERT INTO stems (rowid, title, keywords, text) VALUES (?, ?, '', ?)",
            (own.pk, *fields),
        )
    for phrases in (("vendor",), ("picker", "wast", "market")):
        rows = plain.execute(
            "SELECT rowid, -bm25(stems, 10.0, 4.0, 1.0) FROM stems WHERE stems MATCH ?",
            (" OR ".join(phrases),),
        ).fetchall()
        alternatives = tuple((each,) for each in phrases)
        scores = lookup.scores(Query((Part(alternatives),), ()))
        found = dict(zip(lookup.facets.numbers.tolist(), scores.tolist(), strict=True))
        assert {key: each for key, each in found.items() if each} == pytest.approx(
            dict(rows)
        )


def test_batches_are_merged_and_what_is_gone_is_gone_from_them(made: None) -> None:
    from headload.apps.search import postings
    from headload.apps.search.index import Entry, renew
    from headload.apps.search.lookup import Lookup
    from headload.apps.search.models import Posting
    from headload.apps.search.query import query_of

    for turn in range(postings._SPARE + 2):
        text = f"ballast {'anchor' if turn % 2 else 'rudder'}"
        renew("made", "made:3", [Entry("made", "made:3", "en", "/en/3", text)])
    batches = Posting.objects.filter(kind="made", stem=postings.LENGTHS)
    assert batches.count() < postings._SPARE
    assert found("ballast anchor", "en") == ["/en/3"]
    assert found("ballast rudder", "en")[0] == "/en/3"
    assert Lookup("made").matching(query_of("ballast")).sum() == 1
    old = Posting.objects.filter(kind="made", stem="ballast").values_list("having")
    held = sum(len(having) for (having,) in old) // postings.HAVING.itemsize
    assert held < postings._SPARE
    assert found("vendor licence", "en") == ["/en/1"]


def test_a_page_of_results_asks_the_database_little(site: Site, made: None) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page = site.client.get("/en/library/?q=vendors+market")
    assert page.status_code == 200
    statements = [each["sql"] for each in asked]
    assert sum("common_content" in each for each in statements) == 1
    assert sum("headload_search_posting" in each for each in statements) <= 2


def test_a_page_is_of_one_moment_unless_its_request_changes_something(
    site: Site,
) -> None:
    from django.db.models import F

    from headload.apps.common.models import Content, forget_number, keep_number

    keep_number()
    try:
        before = Content.now()
        Content.objects.update(number=F("number") + 1)  # as another process does
        assert Content.now() == before
        Content.changed()
        assert Content.now() == before + 2
    finally:
        forget_number()
    assert Content.now() == before + 2


def test_indexing_tells_how_far_it_is(few: None) -> None:
    from headload.apps.search.index import rebuild

    told: list[int] = []
    count = rebuild("few", "word", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == count > 33


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
