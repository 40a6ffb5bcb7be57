ASKED = ("place", "sex")


def found(request, model):
    codes = {name: request.GET[name] for name in ASKED if name in request.GET}
    return model.objects.filter(**codes, city=request.GET.get("city", ""))
