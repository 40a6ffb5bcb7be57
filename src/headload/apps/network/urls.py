"""Addresses of organisations; a language stands before each, but for permanent ids."""

from django.urls import path, re_path

from headload.apps.network.views import (
    organisation,
    organisations,
    organisations_file,
    permanent,
    why,
)

urlpatterns = [
    path("organisations/", organisations, name="organisations"),
    re_path(
        r"^organisations/organisations\.(?P<form>csv|xlsx|jsonld)$",
        organisations_file,
        name="organisations-file",
    ),
    path("organisations/<slug:slug>/", organisation, name="organisation"),
    path("organisations/<slug:slug>/why/<slug:field>", why, name="organisation-why"),
]
permanent_ids = [
    re_path(r"^id/o/(?P<identifier>\w{26})$", permanent, name="organisation-id"),
]
