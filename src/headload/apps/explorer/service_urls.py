"""Addresses of SDMX-REST: 1 is version 1.5 for SDMX 2.1, 2 is version 2.0 for 3.0."""

from django.urls import re_path

from headload.apps.explorer.service import data, structure

_KINDS = r"(?P<kind>dataflow|datastructure|codelist|conceptscheme)"
_KEY = r"(?:/(?P<key>[^/]*))?/?"
_ARTEFACT = r"(?P<agency>[^/]+)(?:/(?P<name>[^/]+)(?:/(?P<version>[^/]+))?)?"

urlpatterns = [
    re_path(rf"^1/data/(?P<flow>[^/]+){_KEY}$", data, {"service": "1"}),
    re_path(rf"^1/{_KINDS}/{_ARTEFACT}/?$", structure, {"service": "1"}),
    re_path(
        r"^2/data/dataflow/(?P<flow>[^/]+/[^/]+/[^/]+)"
        rf"{_KEY}$",
        data,
        {"service": "2"},
    ),
    re_path(rf"^2/structure/{_KINDS}/{_ARTEFACT}/?$", structure, {"service": "2"}),
]
