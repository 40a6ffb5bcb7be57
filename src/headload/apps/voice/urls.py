"""Addresses of Voice; a language stands before each, but for permanent ids."""

from django.urls import path, re_path

from headload.apps.voice.asking.urls import urlpatterns as own
from headload.apps.voice.demands.testimonies import testimonies, testimonies_file
from headload.apps.voice.demands.views import (
    demand,
    demands,
    demands_file,
    gap,
    gaps,
    gaps_file,
    request_status,
)
from headload.apps.voice.feeds.views import calendar, calendar_file, process_file
from headload.apps.voice.letters.urls import urlpatterns as letters
from headload.apps.voice.papers.urls import permanent_ids as ids_of_papers
from headload.apps.voice.papers.urls import urlpatterns as papers
from headload.apps.voice.sms.urls import urlpatterns as sms
from headload.apps.voice.texts.views import compare, provisions_file, text
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
from headload.apps.voice.win_urls import urlpatterns as outcomes

urlpatterns = [
    path("laws/", laws, name="laws"),
    path("laws/compare", laws_compared, name="laws-compare"),
    re_path(r"^laws/laws\.(?P<form>csv|jsonld|atom|rss)$", laws_file, name="laws-file"),
    path("laws/<slug:slug>/", law, name="law"),
    path("laws/<slug:slug>/text/", text, name="law-text"),
    path("laws/<slug:slug>/compare/", compare, name="law-compare"),
    re_path(
        r"^laws/(?P<slug>[\w-]+)/provisions\.(?P<form>csv|jsonld)$",
        provisions_file,
        name="provisions-file",
    ),
    path("ratifications/<slug:slug>/", ratifications, name="ratifications"),
    re_path(
        r"^ratifications/(?P<slug>[\w-]+)\.(?P<form>csv)$",
        ratifications,
        name="ratifications-file",
    ),
    path("processes/", processes, name="processes"),
    path("processes/<slug:slug>/", process, name="process"),
    path("processes/<slug:slug>/deadlines.ics", process_file, name="process-calendar"),
    path("calendar/", calendar, name="calendar"),
    path("calendar/deadlines.ics", calendar_file, name="calendar-file"),
    path("bodies/<slug:slug>/", body, name="body"),
    path("demands/", demands, name="demands"),
    re_path(
        r"^demands/demands\.(?P<form>csv|jsonld)$", demands_file, name="demands-file"
    ),
    path("demands/<slug:slug>/", demand, name="demand"),
    *letters,
    *sms,
    *outcomes,
    *papers,
    path("data-gaps/", gaps, name="gaps"),
    re_path(
        r"^data-gaps/data-gaps\.(?P<form>csv|jsonld)$", gaps_file, name="gaps-file"
    ),
    path("data-gaps/<slug:slug>/", gap, name="gap"),
    path("testimonies/", testimonies, name="testimonies"),
    path("testimonies/testimonies.csv", testimonies_file, name="testimonies-file"),
    *own,
    re_path(r"^requests/(?P<key>[\w-]{43})/$", request_status, name="request"),
]
permanent_ids = [
    *ids_of_papers,
    re_path(r"^id/(?P<kind>[lpbdgvf])/(?P<identifier>\w{26})$", permanent, name="id"),
]
