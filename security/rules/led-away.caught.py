from django.http import HttpResponseRedirect
from django.shortcuts import redirect


def led(request):
    there = request.GET.get("next", "/")
    if there:
        return redirect(there)  # caught
    return HttpResponseRedirect(request.headers["Referer"])  # caught
