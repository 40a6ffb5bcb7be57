from django.views.decorators.http import require_POST


@require_POST
def changed(request):
    return request.POST
