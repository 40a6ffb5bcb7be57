"""Addresses of pages; a language stands before each of them."""

from django.urls import path

from headload.apps.common.models import Scheme
from headload.apps.pages.addresses import FOLDERS
from headload.apps.pages.views import (
    concept,
    concepts,
    home,
    places,
    workers,
    written,
)

_LISTED = (Scheme.PROGRAMME, Scheme.INITIATIVE, Scheme.TOPIC)

urlpatterns = [
    path("", home, name="home"),
    path("workers/", workers, name="workers"),
    path(
        "workers/<slug:code>/",
        concept,
        {"scheme": Scheme.WORKER_GROUP.value},
        name="group",
    ),
    path("places/", places, name="places"),
    path(
        "places/<slug:code>/",
        concept,
        {"scheme": Scheme.PLACE.value},
        name="country",
    ),
    path(
        "places/<slug:code>/<slug:city>/",
        concept,
        {"scheme": Scheme.PLACE.value},
        name="city",
    ),
    *(
        path(
            f"{FOLDERS[scheme]}/",
            concepts,
            {"scheme": scheme.value},
            name=FOLDERS[scheme],
        )
        for scheme in _LISTED
    ),
    *(
        path(
            f"{FOLDERS[scheme]}/<slug:code>/",
            concept,
            {"scheme": scheme.value},
            name=scheme.value,
        )
        for scheme in _LISTED
    ),
]
last = [path("<path:path>/", written, name="written")]
"""What stands after the addresses of all apps, since it takes any path."""
