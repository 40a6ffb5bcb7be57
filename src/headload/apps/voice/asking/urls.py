"""Addresses of own pages of Voice; a language stands before each."""

from django.urls import path

from headload.apps.voice.asking import (
    ask_pages,
    claim_pages,
    queue_pages,
    testimony_pages,
    used_pages,
)

urlpatterns = [
    path("my/ask/", ask_pages.ask, name="ask"),
    path("my/ask/<slug:permanent>/", ask_pages.asked, name="asked"),
    path("my/queue/", queue_pages.queue, name="queue"),
    path("my/queue/used/", used_pages.used, name="queue-used"),
    path("my/queue/<slug:permanent>/", queue_pages.one, name="queue-one"),
    path("my/queue/<slug:permanent>/sound/", queue_pages.sound, name="queue-sound"),
    path("my/demands/", claim_pages.demands, name="own-demands"),
    path("my/demands/<slug:slug>/", claim_pages.claims, name="own-claims"),
    path("my/claims/<slug:permanent>/", claim_pages.one, name="own-claim-one"),
    path("my/testimonies/", testimony_pages.listed, name="own-testimonies"),
    path("my/testimonies/<slug:permanent>/", testimony_pages.one, name="own-testimony"),
]
