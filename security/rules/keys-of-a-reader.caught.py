def found(request, model):
    model.objects.filter(**request.GET)  # caught
    model.objects.filter(place="x", **request.GET.dict())  # caught
    model.objects.exclude(**dict(request.GET.items()))  # caught
    model(**request.POST)  # caught
    return model.objects.order_by(request.GET.get("by"))  # caught
