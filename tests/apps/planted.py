"""An organisation whose every word is a plant of ours, in all that Voice has of it."""

import datetime
from typing import Any

from apps import laws, papers, wins
from apps.demands import demand, gap, numbered, source
from apps.organisations import group, person, place
from apps.represented import union

SAID = ("contribution", "dispute", "told", "shown", "question", "minute", "delegate")
"""What it says in Voice, after the plant; some of it is for no reader at all."""
NEVER = ("told", "question", "minute", "delegate")
"""What of that no reader ever sees."""
SPOKEN = (
    *("demands/asked/", "demands/demands.csv", "demands/demands.jsonld"),
    *("papers/paper/", "papers/papers.csv", "papers/papers.jsonld"),
    *("papers/paper/v/1/en.pdf", "papers/paper/v/1/en.docx"),
    *("papers/paper/v/1/signed.csv", "wins/won/", "wins/doubted/", "wins/wins.csv"),
    *("wins/wins.jsonld", "agreements/agreed-too/", "agreements/agreements.csv"),
    *("platforms/platform/", "laws/ven-law/", "processes/lima-bylaw/"),
    *("data-gaps/nobody-knows/", "testimonies/", "testimonies/testimonies.csv"),
    "programmes/urban-policies/",
)
"""Pages and files that say something of it, in a language."""
QUIET = (
    *("wins/wins.atom", "wins/wins.rss", "laws/laws.csv", "bodies/made-council/"),
    *("processes/lima-bylaw/deadlines.ics", "calendar/", "calendar/deadlines.ics"),
    "data-gaps/data-gaps.csv",
)
"""Those that never do."""


def speaking(made: Any, plant: str, folder: Any) -> Any:
    """Let an organisation speak wherever it can; return what a member of it told."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.models import Filing, Law, Process
    from headload.apps.voice.services.delegations import Member, NewDelegation, send
    from headload.cli.app import run

    assert run(["voice", "import", str(laws.written(folder))]) == 0
    process = Process.objects.get(slug="lima-bylaw")
    law = Law.objects.get(slug="ven-law")
    names = [made.name, f"{plant}-acronym", f"{plant}-other-name"]
    asked = demand(slug="asked", owners=[made, *names], processes=[process])
    said = numbered(asked)
    version = papers.public(said, slug="paper", owners=[made, *names], process=process)
    people = [Member(f"{plant}-delegate")]
    send(made, NewDelegation(process, 2, people), COMMAND_LINE)
    won = wins.win(slug="won", demands=[asked], sources=[source()], law=law)
    wins.part(won, made, COMMAND_LINE, f"{plant}-contribution")
    doubted = wins.win(slug="doubted", agreement=wins.agreement(slug="agreed"))
    wins.doubt(doubted, COMMAND_LINE, f"{plant}-dispute", organisation=made)
    for name in names:
        told = {"name": name, "source": wins.other_source()}
        wins.doubt(doubted, COMMAND_LINE, f"{plant}-dispute", **told)
    wins.agreement(slug="agreed-too", workers="\n".join((*names, "Others")))
    wins.platform("platform", [asked])
    _checked(law, names)
    editor = _signed(version, made, plant)
    _asked(made, plant, editor)
    Filing.objects.create(concept=_programme(), organisation=made)
    return _testified(made, plant, editor)


def became(made: Any, plant: str) -> list[Any]:
    """Let an organisation change in every way there is; return it and those like it.

    One goes on in it, a second record of it is united with it, and its name changes.
    Two like it are gone into what anybody may see: an heir, and a half.
    """
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import (
        NewOrganisation,
        Seen,
        merge,
        rename,
        split,
        unite,
    )

    by, source = COMMAND_LINE, Seen(f"https://example.org/{plant}-change")
    merge(made, union(f"{plant}-merged Vendors"), by, reason="test", source=source)
    unite(made, union(f"{plant}-twin Vendors"), by, reason="test")
    rename(made, f"{plant}-new-name Vendors", by, reason="test", source=source)
    gone, parted = union(f"{plant}-gone Vendors"), union(f"{plant}-parted Vendors")
    merge(union("Planted Heir"), gone, by, reason="test", source=source)
    half = NewOrganisation("Planted Half", [Seen("https://example.org/half")])
    split(parted, [half], by, reason="test", source=source)
    return [made, gone, parted]


def remove_spoken() -> None:
    """Take away all that `speaking` made but the organisation."""
    from headload.apps.search.index import rebuild
    from headload.apps.voice.models import Filing, ImplementationCheck, Testimony

    for model in (Filing, Testimony, ImplementationCheck):
        model.objects.all().delete()
    papers.remove_papers()
    wins.remove_all()
    laws.remove_all()
    rebuild("paper", "win")


def _signed(version: Any, made: Any, plant: str) -> Any:
    """Let an organisation keep its record and sign a paper; return its editor."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import claim
    from headload.apps.voice.services.sign_ons import How, confirm, sign

    editor = person("editor")
    claim(made, editor.user, COMMAND_LINE, reason="showed a letter")
    mandate = papers.mandate(minute=f"{plant}-minute")
    kept = sign(version, made, mandate, editor, How(display="name"))
    confirm(kept, papers.colleague(made))
    return editor


def _checked(law: Any, names: list[str]) -> None:
    from headload.apps.voice.models import ImplementationCheck

    for rung, name in enumerate(names, start=1):
        laws.made(
            ImplementationCheck,
            law=law,
            rung=rung,
            value="yes",
            checked_by=name,
            date="2026-01",
        )


def _asked(made: Any, plant: str, editor: Any) -> None:
    """Let it ask for a number that nobody has."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.voice.services import Answer, answer, ask, take, triage

    request = ask(made, f"{plant}-question: how many are we?", editor)
    triage(request, COMMAND_LINE)
    take(request, COMMAND_LINE)
    answer(request, Answer(gap=gap(slug="nobody-knows")), COMMAND_LINE)


def _programme() -> Any:
    from headload.apps.common.models import Concept

    return Concept.objects.get_or_create(scheme="programme", code="urban-policies")[0]


def _testified(made: Any, plant: str, editor: Any) -> Any:
    """Show what one of its members told."""
    from headload.apps.network.kinds import Given
    from headload.apps.voice.services import (
        Told,
        confirm_no_names,
        show_testimony,
        testify,
        write_out,
    )

    told = Told(
        group=group(),
        area=place("xts"),
        language="en",
        text=f"{plant}-told",
        uses=("text",),
        how=Given.FORM,
        given_on=datetime.datetime.now(datetime.UTC).date(),
    )
    kept = testify(made, told, editor)
    write_out(kept, f"{plant}-shown", editor)
    confirm_no_names(kept, person("coordinator"))
    show_testimony(kept, person("coordinator"))
    return kept
