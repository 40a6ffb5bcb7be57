"""Addresses of short messages: own pages, and where a gateway hands replies to."""

from django.urls import path

from headload.apps.voice.sms.inbound import replies
from headload.apps.voice.sms.pages import own_sms, own_sms_data

urlpatterns = [
    path("my/sms/", own_sms, name="own-sms"),
    path("my/sms/sms.json", own_sms_data, name="own-sms-data"),
]
for_machines = [path("sms/replies", replies, name="sms-replies")]
