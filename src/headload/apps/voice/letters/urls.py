"""Addresses of letters about deadlines; a language stands before each."""

from django.urls import path, re_path

from headload.apps.voice.letters.pages import (
    data,
    letters,
    one,
    own_data,
    own_letters,
    stop,
)

_ONE = r"^calendar/letters/(?P<key>[\w-]{43})/"
urlpatterns = [
    path("calendar/letters/", letters, name="letters"),
    re_path(rf"{_ONE}$", one, name="letters-one"),
    re_path(rf"{_ONE}stop$", stop, name="letters-stop"),
    re_path(rf"{_ONE}letters\.json$", data, name="letters-data"),
    path("my/letters/", own_letters, name="own-letters"),
    path("my/letters/letters.json", own_data, name="own-letters-data"),
]
