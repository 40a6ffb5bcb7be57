"""Addresses of own pages and of the relay; a language stands before each."""

from django.urls import path

from headload.apps.network.own import (
    account_pages,
    count_pages,
    field_pages,
    record_pages,
    relay_pages,
    verify_pages,
)

_ONE = "my/o/<slug:permanent>/"
urlpatterns = [
    path("my/", record_pages.home, name="own-home"),
    path("my/sign-in/", account_pages.sign_in, name="own-sign-in"),
    path("my/sign-out/", account_pages.sign_out, name="own-sign-out"),
    path("my/password/", account_pages.password, name="own-password"),
    path("my/open/<str:secret>/", account_pages.accept_invitation, name="own-accept"),
    path("my/claim/<slug:slug>/", account_pages.claim, name="own-claim"),
    path("my/reminders/<slug:key>/", account_pages.stop_reminders, name="own-stop"),
    path("my/propose/", count_pages.propose, name="own-propose"),
    path("my/verify/", verify_pages.unchecked, name="own-verify"),
    path("my/verify/<slug:permanent>/", verify_pages.check, name="own-verify-one"),
    path("my/write/<slug:slug>/", relay_pages.write_signed_in, name="own-write"),
    path(_ONE, record_pages.record, name="own-record"),
    path(f"{_ONE}count/", count_pages.count, name="own-count"),
    path(f"{_ONE}fields/", field_pages.fields, name="own-fields"),
    path(f"{_ONE}hide/", record_pages.hide, name="own-hide"),
    path(f"{_ONE}show/", record_pages.show, name="own-show"),
    path(f"{_ONE}risk/", record_pages.risk, name="own-risk"),
    path(f"{_ONE}see/", record_pages.see, name="own-see"),
    path(f"{_ONE}invite/", record_pages.invite_colleague, name="own-invite"),
    path(f"{_ONE}consent/", record_pages.consent, name="own-consent"),
    path(
        f"{_ONE}consent/<slug:consent>/withdraw/",
        record_pages.withdraw,
        name="own-withdraw",
    ),
    path("organisations/<slug:slug>/write/", relay_pages.relay, name="relay"),
]
