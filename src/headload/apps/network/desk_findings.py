"""The desk's list of what the automatic checks found; nobody writes in it."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from headload.apps.network.models import CountFinding


class _Read(ModelPermissionPolicy):
    """Lets editors look, and nobody write: findings come from counts alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(user.is_staff or user.is_superuser)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, each) for each in actions)


class FindingViewSet(SnippetViewSet):
    """Findings about counts."""

    model = CountFinding
    icon = "warning"
    menu_label = "Counts to look at"
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    list_display = ("check_name", "organisation", "number", "found_on")
    list_filter = ("check_name",)
    list_per_page = 50

    @property
    def permission_policy(self) -> _Read:
        """Whoever may look."""
        return _Read(self.model)
