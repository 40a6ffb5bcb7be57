"""Addresses of papers, and of own pages on which organisations sign."""

from django.urls import path, re_path

from headload.apps.voice.papers.own_pages import (
    confirm_letter,
    paper_act,
    paper_sign,
    papers_to_sign,
)
from headload.apps.voice.papers.sending import own_delegation, own_delegations
from headload.apps.voice.papers.sent_pages import delegations
from headload.apps.voice.papers.views import (
    paper,
    paper_by_id,
    paper_compared,
    paper_file,
    paper_signed,
    papers,
    papers_file,
    receipt,
)

_RECEIPT = r"^receipts/(?P<key>[\w-]{43})"
urlpatterns = [
    path("papers/", papers, name="papers"),
    path("delegations/", delegations, name="delegations"),
    re_path(r"^papers/papers\.(?P<form>csv|jsonld)$", papers_file, name="papers-file"),
    path("papers/<slug:slug>/", paper, name="paper"),
    path("papers/<slug:slug>/compare", paper_compared, name="paper-compare"),
    path("papers/<slug:slug>/v/<int:number>/", paper, name="paper-version"),
    path(
        "papers/<slug:slug>/v/<int:number>/signed.csv",
        paper_signed,
        name="paper-signed",
    ),
    path(
        "papers/<slug:slug>/v/<int:number>/<slug:code>.<slug:form>",
        paper_file,
        name="paper-file",
    ),
    re_path(rf"{_RECEIPT}/$", receipt, name="sign-on-receipt"),
    re_path(rf"{_RECEIPT}\.(?P<form>txt)$", receipt, name="sign-on-receipt-file"),
    path("my/papers/", papers_to_sign, name="own-papers"),
    path("my/o/<slug:permanent>/sign/<slug:version>/", paper_sign, name="paper-sign"),
    path("my/o/<slug:permanent>/signed/<slug:kept>/", paper_act, name="paper-act"),
    path("my/delegations/", own_delegations, name="own-delegations"),
    path("my/o/<slug:permanent>/sends/", own_delegation, name="own-delegation"),
    path("my/confirm/<slug:key>/", confirm_letter, name="sign-on-confirm"),
]
permanent_ids = [
    re_path(
        r"^id/t/(?P<identifier>\w{26})(?:/(?P<number>\d{1,6}))?$",
        paper_by_id,
        name="paper-id",
    ),
]
