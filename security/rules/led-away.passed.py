from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse


def led(request):
    asked = urlencode({"q": request.GET.get("q", "")})
    return redirect(f"{reverse('search')}?{asked}")
