"""The desk's list of what the automatic checks found; nobody writes in it."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from headload.apps.network.models import CountFinding


class ReadOnly(ModelPermissionPolicy):
    """Lets whoever is at the desk look, and nobody write."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether somebody may do something: look, and nothing else."""
        return action == "view" and bool(user.is_active)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Tell whether somebody may do one of several things."""
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


def put_up() -> None:
    """Put the list on the desk."""
    register_permission_policy(CountFinding, ReadOnly(CountFinding))
    register_snippet(FindingViewSet)
