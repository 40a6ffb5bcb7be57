"""Addresses of wins, agreements and platforms, and of own pages of wins."""

from django.urls import path, re_path

from headload.apps.voice.agreements.views import (
    agreement,
    agreements,
    agreements_file,
)
from headload.apps.voice.outcomes.own_keeping import own_win_keep
from headload.apps.voice.outcomes.own_pages import (
    own_win_decide,
    own_win_log,
    own_win_say,
    own_wins,
)
from headload.apps.voice.outcomes.views import win, wins, wins_file
from headload.apps.voice.platforms.views import platform
from headload.apps.voice.texts.views import compare_platforms

urlpatterns = [
    path("wins/", wins, name="wins"),
    re_path(r"^wins/wins\.(?P<form>csv|jsonld|atom|rss)$", wins_file, name="wins-file"),
    path("wins/<slug:slug>/", win, name="win"),
    path("agreements/", agreements, name="agreements"),
    re_path(
        r"^agreements/agreements\.(?P<form>csv)$",
        agreements_file,
        name="agreements-file",
    ),
    path("agreements/<slug:slug>/", agreement, name="agreement"),
    path("platforms/compare", compare_platforms, name="platforms-compare"),
    path("platforms/<slug:slug>/", platform, name="platform"),
    path("my/wins/", own_wins, name="own-wins"),
    path("my/wins/decide/", own_win_decide, name="own-win-decide"),
    path("my/win/<slug:permanent>/", own_win_say, name="own-win-say"),
    path("my/win/<slug:permanent>/keep/", own_win_keep, name="own-win-keep"),
    path("my/o/<slug:permanent>/win/", own_win_log, name="own-win-log"),
]
