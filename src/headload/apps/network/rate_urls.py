"""Addresses of rates and of members; a language stands before each of them."""

from django.urls import path

from headload.apps.network.members_page import members
from headload.apps.network.rate_pages import rate, rates, rates_file

urlpatterns = [
    path("rates/", rates, name="rates"),
    path("rates/rates.csv", rates_file, name="rates-file"),
    path("rates/<slug:permanent>/", rate, name="rate"),
    path("organisations/<slug:slug>/members/", members, name="members"),
]
