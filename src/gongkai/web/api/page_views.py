"""The page that describes the interface to people, made from its own description; nothing is loaded from elsewhere."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.foundations.sharing import public

from . import telling
from .describing import description, schema


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every endpoint with its parameters and an example."""
    return render(
        request,
        "api/docs.html",
        {
            "described": description(),
            "site": settings.WAGTAILADMIN_BASE_URL,
            "per_minute": settings.API_PER_MINUTE,
            "key_per_minute": settings.API_KEY_PER_MINUTE,
        },
    )


def openapi(request: HttpRequest) -> HttpResponse:
    """The description for programs."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """An address of the interface that does not exist."""
    return telling.not_found(request)
