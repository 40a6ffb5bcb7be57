from django.views.decorators.csrf import csrf_exempt


@csrf_exempt  # caught
def changed(request):
    return request.POST
