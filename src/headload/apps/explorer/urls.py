"""Addresses of the explorer; a language stands before each of them."""

from django.urls import path, re_path

from headload.apps.explorer.compare import compare
from headload.apps.explorer.downloads import FORMS
from headload.apps.explorer.estimate import estimate
from headload.apps.explorer.explore import explore
from headload.apps.explorer.places import (
    numbers,
    place,
    product,
    release,
)

_ID = r"[a-z0-9][a-z0-9._-]*"
_FORMS = "|".join(form.replace(".", r"\.") for form in FORMS)

urlpatterns = [
    path("numbers/", numbers, name="numbers"),
    path("numbers/<slug:place>/", place, name="place"),
    path("numbers/all/<slug:indicator>", compare, name="compare"),
    re_path(
        rf"^numbers/(?P<place>[a-z]+)/(?P<indicator>[a-z0-9-]+)\.(?P<form>{_FORMS})$",
        explore,
        name="explore-file",
    ),
    re_path(
        r"^numbers/(?P<place>[a-z]+)/(?P<indicator>[a-z0-9-]+)$",
        explore,
        name="explore",
    ),
    path("releases/<str:release_id>/", release, name="release"),
    path("releases/<str:release_id>/files/<path:name>", product, name="product"),
    re_path(
        rf"^e/(?P<estimate_id>{_ID}?)(?:@(?P<release_id>{_ID}?))?"
        r"\.(?P<form>json|csv|txt|bib)$",
        estimate,
        name="estimate-file",
    ),
    re_path(
        rf"^e/(?P<estimate_id>{_ID})(?:@(?P<release_id>{_ID}))?$",
        estimate,
        name="estimate",
    ),
]
