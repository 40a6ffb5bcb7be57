"""The desk of the network: its addresses and its entry in the menu."""

from typing import Any

from django.urls import URLPattern, path, re_path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from headload.apps.network.own import desk_doubles, desk_pages, desk_tables
from headload.apps.network.rights import Role
from headload.apps.network.roles import acting
from headload.apps.network.tables import COLUMNS

_ONE = "<slug:permanent>/"
_TABLES = "|".join(each.replace(".", r"\.") for each in COLUMNS)


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
        path("network/tables/", desk_tables.tables, name="network-tables"),
        re_path(
            rf"^network/tables/(?P<name>organisations\.xlsx|{_TABLES})$",
            desk_tables.template,
            name="network-template",
        ),
        path("network/doubles/", desk_doubles.doubles, name="network-doubles"),
        path(
            "network/doubles/<slug:one>/<slug:other>/",
            desk_doubles.pair,
            name="network-pair",
        ),
        path("network/changes/", desk_doubles.changes, name="network-changes"),
        path("network/changes/merge/", desk_doubles.merged, name="network-merge"),
        path("network/changes/split/", desk_doubles.parted, name="network-split"),
    ]


@hooks.register("register_admin_menu_item")
def entry() -> MenuItem:
    """Return the entry of the menu."""
    return _ForTheNetwork(
        "Network", reverse("network-desk"), icon_name="group", order=350
    )
