"""The desk of the network: its addresses and its entry in the menu."""

from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from headload.apps.network.own import desk_pages
from headload.apps.network.rights import Role
from headload.apps.network.roles import acting

_ONE = "<slug:permanent>/"


class _ForTheNetwork(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return acting(request.user, Role.ADMIN, Role.COORDINATOR) is not None


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the addresses of the network's own screens."""
    return [
        path("network/", desk_pages.desk, name="network-desk"),
        path("network/invite/", desk_pages.invite_somebody, name="network-invite"),
        path(f"network/claims/{_ONE}", desk_pages.claim_decided, name="network-claim"),
        path(
            f"network/messages/{_ONE}",
            desk_pages.message_decided,
            name="network-message",
        ),
    ]


@hooks.register("register_admin_menu_item")
def entry() -> MenuItem:
    """Return the entry of the menu."""
    return _ForTheNetwork(
        "Network", reverse("network-desk"), icon_name="group", order=350
    )
