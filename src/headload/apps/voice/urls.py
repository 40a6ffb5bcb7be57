"""Addresses of Voice; a language stands before each, but for permanent ids."""

from django.urls import path, re_path

from headload.apps.voice.views import (
    body,
    law,
    laws,
    laws_compared,
    laws_file,
    permanent,
    process,
    processes,
    ratifications,
)

urlpatterns = [
    path("laws/", laws, name="laws"),
    path("laws/compare", laws_compared, name="laws-compare"),
    re_path(r"^laws/laws\.(?P<form>csv|jsonld)$", laws_file, name="laws-file"),
    path("laws/<slug:slug>/", law, name="law"),
    path("ratifications/<slug:slug>/", ratifications, name="ratifications"),
    re_path(
        r"^ratifications/(?P<slug>[\w-]+)\.(?P<form>csv)$",
        ratifications,
        name="ratifications-file",
    ),
    path("processes/", processes, name="processes"),
    path("processes/<slug:slug>/", process, name="process"),
    path("bodies/<slug:slug>/", body, name="body"),
]
permanent_ids = [
    re_path(r"^id/(?P<kind>[lpb])/(?P<identifier>\w{26})$", permanent, name="id"),
]
