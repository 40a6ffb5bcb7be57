"""Addresses of the library; a language stands before each, but for machines."""

from django.urls import path, re_path

from headload.apps.library.alert_pages import alerts, confirm, stop
from headload.apps.library.collected import collection, collections
from headload.apps.library.most_read import most_read
from headload.apps.library.oai import oai
from headload.apps.library.reading_list import list_file, reading_list
from headload.apps.library.views import (
    library,
    permanent,
    sitemap,
    work,
    work_cover,
    work_document,
    work_file,
    work_text,
    works_file,
)

urlpatterns = [
    path("library/", library, name="library"),
    re_path(
        r"^library/works\.(?P<form>csv|atom|rss|bib|ris|json)$",
        works_file,
        name="works-file",
    ),
    path("library/list/", reading_list, name="reading-list"),
    re_path(r"^library/list\.(?P<form>bib|ris|json)$", list_file, name="list-file"),
    path("library/collections/", collections, name="collections"),
    path("library/collections/<slug:slug>/", collection, name="collection"),
    path("library/most-read/", most_read, name="most-read"),
    path("library/alerts/", alerts, name="alerts"),
    path("library/alerts/<slug:key>/", confirm, name="alert-confirm"),
    path("library/alerts/<slug:key>/stop/", stop, name="alert-stop"),
    path("library/<slug:slug>/", work, name="work"),
    path("library/<slug:slug>/text/<str:name>", work_text, name="work-text"),
    path("library/<slug:slug>/file/<str:name>", work_document, name="work-document"),
    path("library/<slug:slug>/cover/<str:name>", work_cover, name="work-cover"),
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
