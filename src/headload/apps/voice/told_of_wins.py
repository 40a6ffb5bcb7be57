"""What wins, agreements and Programmes tell the other apps, once the site starts."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import published, unpublished

from headload.apps.common.cited import listen
from headload.apps.common.models import Content
from headload.apps.common.sections import register
from headload.apps.common.uses import register as used
from headload.apps.search.index import register as found
from headload.apps.search.index import renew
from headload.apps.voice.agreements.documents import agreements
from headload.apps.voice.demands.came import register as came
from headload.apps.voice.models import (
    Agreement,
    Clause,
    Contribution,
    Demand,
    Dispute,
    Filing,
    FollowUp,
    Outcome,
)
from headload.apps.voice.outcomes.choose import Card, cards
from headload.apps.voice.outcomes.documents import wins
from headload.apps.voice.outcomes.sections import wins_of
from headload.apps.voice.outcomes.uses import wins_with
from headload.apps.voice.programmes.sections import programme_of
from headload.apps.voice.services.outcomes import figures_go_stale
from headload.apps.voice.services.stale_letters import tell_of_revised_after


def connect() -> None:
    """Tell what is known of a concept, and index what changes."""
    for signal in (published, unpublished, post_delete):
        signal.connect(_win_changed, sender=Outcome)
    post_save.connect(_said_of_win, sender=Contribution)
    for model in (Contribution, Dispute, Filing, FollowUp):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model)
    for signal in (post_save, post_delete):
        signal.connect(_agreement_changed, sender=Agreement)
        signal.connect(_clause_changed, sender=Clause)
    for name in ("sources", "sectors"):
        through = getattr(Agreement, name).through
        m2m_changed.connect(_agreement_changed, sender=through)
    register(38, wins_of)
    register(39, programme_of)
    used(wins_with)
    listen(figures_go_stale)
    listen(tell_of_revised_after)
    found("win", wins)
    found("agreement", agreements)
    came(_won_by)


def _won_by(demand: Demand, language: str) -> list[Card]:
    return cards(language, demands=demand)


def _win_changed(instance: Any, **_: Any) -> None:
    renew("win", f"win:{instance.slug}", wins(instance.pk))


def _said_of_win(instance: Any, **_: Any) -> None:
    """Index a win anew: one without a source is for readers once somebody says so."""
    _win_changed(instance.outcome)


def _agreement_changed(instance: Any, **_: Any) -> None:
    """Index an agreement anew; its sources and groups are kept after it, one by one."""
    if not isinstance(instance, Agreement):
        return  # the other end of a tie
    renew("agreement", f"agreement:{instance.slug}", agreements(instance.pk))


def _clause_changed(instance: Any, **_: Any) -> None:
    _agreement_changed(instance.agreement)


def _changed(**_: Any) -> None:
    Content.changed()
