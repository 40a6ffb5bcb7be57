"""Addresses of the library; a language stands before each, but for machines."""

from django.urls import path, re_path

from headload.apps.library.oai import oai
from headload.apps.library.views import (
    library,
    permanent,
    sitemap,
    work,
    work_document,
    work_file,
    work_text,
    works_file,
)

urlpatterns = [
    path("library/", library, name="library"),
    re_path(
        r"^library/works\.(?P<form>csv|atom|bib|ris|json)$",
        works_file,
        name="works-file",
    ),
    path("library/<slug:slug>/", work, name="work"),
    path("library/<slug:slug>/text/<str:name>", work_text, name="work-text"),
    path("library/<slug:slug>/file/<str:name>", work_document, name="work-document"),
    re_path(
        r"^library/(?P<slug>[\w-]+)\.(?P<form>bib|ris|json|xml)$",
        work_file,
        name="work-file",
    ),
]
for_machines = [
    path("oai", oai, name="oai"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("id/w/<slug:identifier>", permanent, name="permanent"),
]
