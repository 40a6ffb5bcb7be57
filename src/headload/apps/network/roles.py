"""Which roles an account has: groups for those of the network, owners for editors."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission

from headload.apps.network.rights import Actor, Role

GROUPS: Mapping[Role, str] = {
    Role.COORDINATOR: "Network coordinators",
    Role.VERIFIER: "Network verifiers",
    Role.STATISTICIAN: "Network statisticians",
    Role.LAW_EDITOR: "Network law editors",
}
"""The group of each role that an administrator gives."""
_AT_THE_DESK = {Role.COORDINATOR}


def has(user: Any, role: Role) -> bool:
    """Tell whether an account has a role."""
    if not user.is_authenticated or not user.is_active:
        return False
    if role == Role.ADMIN:
        return bool(user.is_superuser)
    if role == Role.EDITOR:
        return bool(user.organisations.exists())
    return role in GROUPS and bool(user.groups.filter(name=GROUPS[role]).exists())


def acting(user: Any, *roles: Role) -> Actor | None:
    """Return somebody in the first of these roles that she has; none without."""
    found = next((role for role in roles if has(user, role)), None)
    return None if found is None else Actor(user, found)


def grant(user: Any, role: Role) -> None:
    """Give an account a role of the network; a coordinator may open the desk."""
    group, _ = Group.objects.get_or_create(name=GROUPS[role])
    if role in _AT_THE_DESK:
        desk = Permission.objects.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        )
        group.permissions.add(desk)
    user.groups.add(group)
