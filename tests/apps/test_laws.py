"""Pages of laws, ratifications and processes, and what the database refuses."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from apps.conftest import Site
from apps.laws import made, remove_all, written
from apps.organisations import place
from headload.cli.app import run


@pytest.fixture(scope="module")
def laws(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    remove_all()
    folder = written(tmp_path_factory.mktemp("voice"))
    assert run(["voice", "import", str(folder)]) == 0
    yield
    remove_all()


def read(site: Site, address: str, status: int = 200) -> str:
    answer = site.client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def test_a_law_says_what_is_known_and_what_is_not(site: Site, laws: None) -> None:
    page = read(site, "/es/laws/ven-act/")
    assert '<h1 lang="en">Vendors Act</h1>' in page
    assert "En vigor" in page
    assert '<time datetime="2014-05">' in page
    assert "ninguno comprobado todavía" in page
    assert "Nadie ha registrado todavía de qué tratan" in page
    assert "la fuente no dice de qué día" in page
    assert "https://example.org/act" in page
    data = json.loads(page.split('ld+json">')[1].split("</script>")[0])
    assert data["@type"] == "Legislation"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    assert data["legislationJurisdiction"]["identifier"] == "PER"
    read(site, "/en/laws/no-such-law/", 404)


def test_a_row_without_a_source_is_seen_nowhere(site: Site, laws: None) -> None:
    from headload.apps.voice.models import Law

    bare = Law.objects.create(slug="bare", title="Nobody saw it", issuer="UN")
    bare.save_revision().publish()
    try:
        read(site, "/en/laws/bare/", 404)
        assert "Nobody saw it" not in read(site, "/en/laws/")
        assert "Nobody saw it" not in read(site, "/en/search/?q=nobody")
    finally:
        bare.delete()


def test_the_timeline_is_in_order_and_says_which_days_are_unknown(
    site: Site, laws: None
) -> None:
    from headload.apps.voice.models import Law, LawEvent, TextVersion
    from headload.apps.voice.page import timeline

    law = Law.objects.get(slug="ven-act")
    law.events.add(LawEvent(kind="amended", date="2019-03"), LawEvent(kind="other"))
    law.versions.add(TextVersion(date="2019-03-02", language="es", name="Draft"))
    law.save()
    try:
        days = [each.date for each in timeline(law, "en")]
        assert days == ["2014", "2014-05", "2019-03", "2019-03-02", ""]
        assert "day not known" in read(site, "/en/laws/ven-act/")
    finally:
        law.events.all().delete()
        law.versions.all().delete()


@pytest.fixture
def tagged(laws: None) -> Iterator[Any]:
    from headload.apps.voice.models import Law, Provision, ProvisionTag

    law = Law.objects.get(slug="ven-act")
    provision = Provision(law=law, number="Section 7", heading="Goods that were taken")
    provision.tags.add(ProvisionTag(tag="confiscation"), ProvisionTag(tag="licence"))
    provision.save()
    yield provision
    provision.delete()


def test_provisions_stand_under_each_thing_that_they_are_about(
    site: Site, tagged: Any
) -> None:
    page = read(site, "/en/laws/ven-act/")
    assert page.count("Section 7") == 2
    assert "Confiscation of goods" in page
    assert "No text" not in page
    listed = read(site, "/fr/laws/?tag=confiscation")
    assert "Vendors Act" in listed
    assert "By-law of San Luis" not in listed


def test_laws_are_chosen_by_place_group_tag_and_status(site: Site, laws: None) -> None:
    def slugs(query: str) -> list[str]:
        text = read(site, f"/en/laws/{query}")
        return [part.split("/")[0] for part in text.split('<h3><a href="/en/laws/')[1:]]

    assert set(slugs("")) == {"c189", "ven-act", "ven-law", "ecu-act"}
    assert set(slugs("?country=per")) == {"ven-act", "ven-law"}
    assert slugs("?sector=domestic-workers") == ["c189"]
    assert slugs("?sector=all") == ["ecu-act"]
    assert slugs("?country=per&status=adopted") == ["ven-law"]
    assert slugs("?country=ILO") == ["c189"]
    assert slugs("?status=repealed") == []
    assert "That does not mean there is none" in read(site, "/en/laws/?tag=wage")


def test_laws_are_given_out_as_a_table_and_as_linked_data(
    site: Site, tagged: Any
) -> None:
    text = read(site, "/en/laws/laws.csv?country=per").lstrip("\ufeff")
    rows = {row["slug"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {"ven-act", "ven-law"}
    assert rows["ven-act"]["tags"] == "confiscation|licence"
    assert rows["ven-law"]["locality"] == "San Luis, Lima"
    assert rows["ven-act"]["sources"] == "https://example.org/act"
    graph = json.loads(read(site, "/en/laws/laws.jsonld"))["@graph"]
    assert len(graph) == 4
    away = site.client.get(
        graph[0]["@id"].removeprefix("http://testserver"),
        headers={"accept-language": "fr"},
    )
    assert away.headers["Location"].startswith("/fr/laws/")
    assert site.client.get(f"/id/l/{'0' * 26}").status_code == 404


def check(
    law: Any, rung: int, value: str, by: str, date: str = "2026-01", **more: Any
) -> Any:
    from headload.apps.voice.models import ImplementationCheck

    return made(
        ImplementationCheck,
        law=law,
        rung=rung,
        value=value,
        checked_by=by,
        date=date,
        **more,
    )


def test_two_who_are_independent_confirm_a_step(site: Site, laws: None) -> None:
    from headload.apps.voice.ladder import Standing, ladder
    from headload.apps.voice.models import Law

    law = Law.objects.get(slug="ven-act")
    checks = [
        check(law, 1, "yes", "Union of Vendors"),
        check(law, 1, "yes", "Legal Aid Centre"),
        check(law, 2, "yes", "Union of Vendors", "2026-01"),
        check(law, 2, "yes", "union  of vendors", "2026-02"),  # the same, again
        check(law, 3, "no", "Union of Vendors"),
        check(law, 4, "yes", "Union of Vendors"),
        check(law, 4, "no", "Legal Aid Centre"),
        check(law, 5, "yes", "Union of Vendors", "2020"),
        check(law, 5, "no", "Union of Vendors", "2026"),  # she looked again
    ]
    try:
        steps = ladder(law.checks.all())
        assert [each.standing for each in steps] == [
            Standing.CONFIRMED,
            Standing.ONCE,
            Standing.ONCE,
            Standing.DISPUTED,
            Standing.ONCE,
            Standing.NONE,
        ]
        assert [each.value for each in steps] == ["yes", "yes", "no", "", "no", ""]
        page = read(site, "/en/laws/ven-act/")
        assert "yes, confirmed" in page
        assert "disputed" in page
        assert "Legal Aid Centre" in page
        assert "yes, confirmed" in read(site, "/en/places/per/")
    finally:
        for each in checks:
            each.delete()


def test_a_law_names_those_of_its_family_and_what_it_changed(
    site: Site, laws: None
) -> None:
    from headload.apps.voice.models import Law

    act, bylaw = Law.objects.get(slug="ven-act"), Law.objects.get(slug="ven-law")
    Law.objects.filter(pk=act.pk).update(family="vending")
    bylaw.family = "vending"
    bylaw.changes.add(act)
    bylaw.repeals.add(act)
    bylaw.save_revision().publish()
    try:
        page = read(site, "/en/laws/ven-act/")
        for said in ("Changed by", "Repealed by", "Of the same family"):
            assert said in page
        assert page.count("/en/laws/ven-law/") == 3
        newer = read(site, "/en/laws/laws.jsonld?status=adopted")
        (data,) = json.loads(newer)["@graph"]
        assert data["legislationChanges"] == data["legislationRepeals"]
        assert data["legislationChanges"][0]["@id"].endswith(act.permanent)
    finally:
        bylaw.changes.clear()
        bylaw.repeals.clear()
        Law.objects.filter(pk=act.pk).update(family="")
        bylaw.family = ""
        bylaw.save_revision().publish()


def test_a_draft_or_a_dead_law_is_not_asked_how_far_it_works(
    site: Site, laws: None
) -> None:
    from headload.apps.voice.models import Law

    law = Law.objects.get(slug="ven-law")
    for status, asked in (("bill", False), ("repealed", False), ("adopted", True)):
        law.status = status
        law.save_revision().publish()
        page = read(site, "/en/laws/ven-law/")
        assert ("none checked yet" in page) is asked, status


def test_a_check_of_one_city_has_a_ladder_of_its_own(site: Site, laws: None) -> None:
    from headload.apps.common.models import Concept
    from headload.apps.voice.models import Law

    law = Law.objects.get(slug="ven-act")
    whole = check(law, 1, "yes", "Union of Vendors")
    lima = Concept.objects.get(code="per-lima")
    city = check(law, 1, "no", "Union of Vendors", area=lima)
    try:
        page = read(site, "/en/laws/ven-act/")
        assert page.index("All that it covers") < page.index("<h3>Lima</h3>")
        assert page.count('<ol class="ladder"') == 2
        country = read(site, "/en/places/per/")
        assert "yes, said once" in country
        assert "disputed" not in country
        assert "Checked in single areas: 1" in country
        compared = read(site, "/en/laws/compare?country=per")
        assert "yes: 1. no: 1." in compared
        table = read(site, "/en/laws/laws.csv?country=per")
        assert "/1:yes:once|per-lima/1:no:once" in table
    finally:
        whole.delete()
        city.delete()


def test_pages_of_topics_have_no_section_of_laws(site: Site, laws: None) -> None:
    assert 'id="laws"' not in read(site, "/en/topics/public-space/")


def test_the_countries_bound_by_a_convention_and_what_is_doubtful(
    site: Site, laws: None
) -> None:
    page = read(site, "/en/ratifications/c189/")
    assert "Countries recorded: 3. With dates to check: 1." in page
    assert "Its sources speak of 2020-10-05." in page
    assert "Rows whose source does not say of which day: 1." in page
    assert "in another year: 2013-09-20" in page
    assert '<time datetime="2014-12-18">' in page  # Ecuador, by the rule alone
    text = read(site, "/en/ratifications/c189.csv").lstrip("\ufeff")
    rows = {row["iso3"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["DEU"]["doubts"] == "years"
    assert rows["ECU"]["in_force"] == ""
    assert rows["ECU"]["in_force_by_rule"] == "2014-12-18"
    read(site, "/en/ratifications/ven-act/", 404)


def test_a_city_tells_the_laws_of_its_whole_country_apart(
    site: Site, laws: None
) -> None:
    page = read(site, "/en/places/per/lima/")
    own, _, national = page.partition("Laws of the whole country that hold here: Peru")
    assert "By-law of San Luis" in own
    assert "Vendors Act" not in own
    assert "Vendors Act" in national
    assert "By-law of San Luis" not in national
    assert "/en/laws/?country=per" in national
    assert "whole country" not in read(site, "/en/places/per/")
    from headload.apps.voice.models import Law

    act = made(Law, slug="gha-act", title="Care for All", country=place("gha"))
    accra = read(site, "/en/places/gha/accra/")
    assert "No law of the city itself is recorded here yet" in accra
    assert "Care for All" in accra
    act.delete()


def test_places_are_compared_by_convention_tag_and_rung(
    site: Site, tagged: Any
) -> None:
    page = read(site, "/en/laws/compare?country=per&country=ecu&country=zzz")
    assert "Section 7" in page
    assert "ratified 2018-11-26" in page
    assert "no country with the code: zzz" in page
    assert page.count("not recorded") > 20
    assert "not checked, or disputed: 2" in page
    assert '<table class="table">' not in read(site, "/en/laws/compare")


def test_group_and_place_pages_tell_laws_and_open_processes(
    site: Site, laws: None
) -> None:
    lima = read(site, "/en/places/per/lima/")
    assert "/en/laws/ven-law/" in lima
    assert "/en/processes/lima-bylaw/" in lima
    assert "ratified 2018-11-26" in lima
    peru = read(site, "/en/places/per/")
    assert "/en/laws/ven-act/" in peru
    assert "as of 2020-10-05" in peru
    group = read(site, "/es/workers/street-vendors/")
    assert "/es/laws/ven-act/" in group
    assert "/es/processes/lima-bylaw/" in group
    nowhere = read(site, "/en/places/tuv/")
    assert "No law is recorded here yet" in nowhere
    assert "No open process is known here" in nowhere


def test_laws_and_processes_are_found(site: Site, laws: None) -> None:
    assert "/en/laws/ven-act/" in read(site, "/en/search/?q=vendors&kind=law")
    found = read(site, "/es/search/?q=observations&kind=process")
    assert "/es/processes/yearly/" in found
    assert "/en/laws/ven-law/" in read(site, "/en/search/?q=by-law&place=per-lima")


def test_what_changes_at_the_desk_changes_on_the_pages(site: Site, laws: None) -> None:
    from headload.apps.voice.models import Law

    law = Law.objects.get(slug="ecu-act")
    for title in ("Zebra Act", "Work for All"):
        law.title = title
        law.save_revision().publish()
        assert title in read(site, "/en/laws/")
        assert "/laws/ecu-act/" in read(site, f"/en/search/?q={title.split()[0]}")


def test_an_editor_finds_everything_at_the_desk(site: Site, laws: None) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from headload.apps.voice.models import Law

    user = get_user_model().objects.create_superuser("lawyer", "", "a-long-password")
    desk = Client()
    desk.force_login(user)
    try:
        for name in (
            "law",
            "provision",
            "implementationcheck",
            "ratification",
            "agreement",
            "process",
            "body",
            "source",
        ):
            listed = f"/desk/snippets/headload_voice/{name}/"
            assert desk.get(listed).status_code == 200, name
            assert desk.get(f"{listed}add/").status_code == 200, name
        law = Law.objects.get(slug="c189")
        edit = f"/desk/snippets/headload_voice/law/edit/{law.pk}/"
        assert desk.get(edit).status_code == 200
    finally:
        user.delete()


def _constrained() -> list[tuple[str, dict[str, Any]]]:
    country = {"issuer": "ILO"}
    return [
        ("Law", {"slug": "a", "title": "T"}),
        ("Law", {"slug": "a", "title": "T", "issuer": "ILO", "adopted": "May"}),
        ("Law", {"slug": "a", "title": "T", **country, "status": "lost"}),
        ("Law", {"slug": "a", "title": "T", **country, "kind": "poem"}),
        ("Body", {"slug": "a", "name": "", "level": "city"}),
        ("Body", {"slug": "a", "name": "N", "level": "moon"}),
        ("Process", {"slug": "a", "title": "T", "kind": "by_law", "state": "lost"}),
        (
            "Process",
            {
                "slug": "a",
                "title": "T",
                "kind": "by_law",
                "state": "open",
                "start": "2020",
                "end": "2019-12",
            },
        ),
        ("Source", {"address": "https://e.org/1", "as_of": "20"}),
    ]


@pytest.mark.parametrize(("name", "values"), _constrained())
def test_the_database_itself_refuses_what_cannot_be(
    site: Site, name: str, values: dict[str, Any]
) -> None:
    from django.db import IntegrityError, transaction

    from headload.apps.voice import models

    with pytest.raises(IntegrityError), transaction.atomic():
        getattr(models, name).objects.create(**values)


def test_the_database_refuses_children_that_cannot_be(site: Site, laws: None) -> None:
    from django.db import IntegrityError, transaction

    from headload.apps.voice.models import (
        Deadline,
        ImplementationCheck,
        Law,
        Process,
        Provision,
        Ratification,
    )

    law, process = Law.objects.get(slug="c189"), Process.objects.get(slug="old")
    peru = Law.objects.get(slug="ven-act").country
    look = {"law": law, "value": "yes", "checked_by": "A", "date": "2026"}
    for model, values in (
        (Ratification, {"instrument": law, "country": peru}),  # the second of Peru
        (ImplementationCheck, {**look, "rung": 7}),
        (ImplementationCheck, {**look, "rung": 1, "value": "may"}),
        (ImplementationCheck, {**look, "rung": 1, "checked_by": ""}),
        (Provision, {"law": law, "number": ""}),
        (Deadline, {"process": process, "what": ""}),
        (Deadline, {"process": process, "what": "A", "confidence": "confirmed"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(**values)


def test_the_desk_refuses_rules_zones_and_places_that_are_none(
    site: Site, laws: None
) -> None:
    from django.core.exceptions import ValidationError

    from headload.apps.common.models import Concept
    from headload.apps.voice.models import Deadline, Law, Process

    process = Process.objects.get(slug="old")
    good = Deadline(process=process, what="A", rule="yearly 09-01")
    good.full_clean()
    assert good.rule == "YEARLY 09-01"
    law = Law.objects.get(slug="ven-act")
    law.locality = Concept.objects.get(code="gha-accra")
    for wrong, field in (
        (Deadline(process=process, what="A", rule="in spring"), "rule"),
        (Deadline(process=process, what="A", zone="Moon/Base"), "zone"),
        (law, "locality"),
        (Law(slug="a", title="T"), "issuer"),
        (Law(slug="a", title="T", issuer="UN", adopted="2014-02-30"), "adopted"),
    ):
        with pytest.raises(ValidationError) as refusal:
            wrong.full_clean()
        assert field in refusal.value.message_dict


# --- the rule on coming into force ---


@pytest.mark.parametrize(
    ("ratified", "in_force", "by_rule", "doubts"),
    [
        ("2018-11-26", "2019-11-26", "2019-11-26", ()),
        ("2012-06-14", "2013-09-05", "2013-09-05", ()),  # not before the convention
        ("2012-09-20", "2014-09-20", "2013-09-20", ("years",)),
        ("2019-06-11", "2019-06-11", "2020-06-11", ("same_day",)),
        ("2019-04-12", "2020-04-14", "2020-04-12", ("days",)),
        ("2019-04", "2020-04-30", "2020-04", ()),
        ("2019-04", "2020-05-01", "2020-04", ("days",)),
        ("2019", "", "2020", ()),
        ("2012", "", "2013", ()),
        ("2020-02-29", "2021-02-28", "2021-02-28", ()),
        ("", "2021-06-25", "", ()),
        ("2001", "2013-09-05", "2013-09-05", ("before_adoption",)),
    ],
)
def test_in_force_is_a_year_after_ratification_and_not_before_the_convention(
    site: Site, ratified: str, in_force: str, by_rule: str, doubts: tuple[str, ...]
) -> None:
    from headload.apps.voice.ratifications import Instrument, judge

    c189 = Instrument("2011-06-16", "2013-09-05", 12)
    judged = judge(ratified, in_force, c189)
    assert (judged.by_rule, judged.doubts) == (by_rule, doubts)


def test_nothing_is_worked_out_where_the_rule_is_not_known(site: Site) -> None:
    from headload.apps.voice.ratifications import Instrument, judge

    for instrument in (
        Instrument("2026-06-12", "", 12),
        Instrument("2011-06-16", "2013-09-05", None),
    ):
        assert judge("2019-06-11", "2019-06-11", instrument).by_rule == ""
