"""Keeping people safe: hide a record now, raise its risk at once, lower it slowly."""

from django.utils import timezone

from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import RiskLevel
from headload.apps.network.models import Organisation
from headload.apps.network.rights import (
    Actor,
    may_hide,
    may_lower_risk,
    may_raise_risk,
    need,
)
from headload.errors import BadInput

_ORDER = list(RiskLevel)


def hide_now(organisation: Organisation, by: Actor, reason: str = "") -> None:
    """Show a record to nobody outside from this moment; a review comes after.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    need(may_hide(by, organisation), by, "hide this organisation")
    with writing():
        today = timezone.localdate()
        found = Organisation.objects.filter(pk=organisation.pk)
        found.update(hidden_on=today, hidden_by=by.user)
        record(
            by, "hide", organisation, [Change("hidden_on", "", today)], reason=reason
        )
    organisation.refresh_from_db()


def show_again(organisation: Organisation, by: Actor, *, reason: str) -> None:
    """Show a record that was hidden, after review.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    need(may_hide(by, organisation), by, "show this organisation")
    with writing():
        old = Organisation.objects.get(pk=organisation.pk).hidden_on
        found = Organisation.objects.filter(pk=organisation.pk)
        found.update(hidden_on=None, hidden_by=None)
        record(by, "show", organisation, [Change("hidden_on", old)], reason=reason)
    organisation.refresh_from_db()


def raise_risk(
    organisation: Organisation,
    level: RiskLevel,
    by: Actor,
    *,
    reason: str,
    pseudonym: str = "",
) -> None:
    """Raise the risk; it holds at once. A pseudonym stands in for the name.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-32 for a level that is not higher.
    """
    need(may_raise_risk(by, organisation), by, "raise the risk")
    _set(organisation, level, by, reason, pseudonym, up=True)


def lower_risk(
    organisation: Organisation, level: RiskLevel, by: Actor, *, reason: str
) -> None:
    """Lower the risk: only the organisation itself can; its pseudonym stays.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody else.
    BadInput
        HL-NET-32 for a level that is not lower.
    """
    need(may_lower_risk(by, organisation), by, "lower the risk")
    _set(organisation, level, by, reason, "", up=False)


def _set(
    organisation: Organisation,
    level: RiskLevel,
    by: Actor,
    reason: str,
    pseudonym: str,
    *,
    up: bool,
) -> None:
    with writing():
        kept = Organisation.objects.get(pk=organisation.pk)
        old = RiskLevel(kept.risk_level)
        if (_ORDER.index(level) > _ORDER.index(old)) is not up or level == old:
            raise BadInput(
                f"The risk is {old.value} today",
                where="risk",
                to_do="raise it to a higher level, or lower it to a lower one",
                code="HL-NET-32",
            )
        kept.risk_level = level
        kept.pseudonym = pseudonym or kept.pseudonym
        kept.save(update_fields=["risk_level", "pseudonym", "changed"])
        changes = [Change("risk_level", old, level)]
        if pseudonym:
            changes.append(Change("pseudonym", "", pseudonym, restricted=True))
        record(by, "risk", kept, changes, reason=reason)
    organisation.refresh_from_db()
