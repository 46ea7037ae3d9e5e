"""Addresses of the interface, below /api/v1/. Each answers only as `served` lets it."""

from django.urls import path

from .interface import api
from .page_views import docs, nothing_here, openapi
from .serving import limited, served

app_name = "api"
urlpatterns = [
    *(
        path(str(one.pattern), served(one.callback), name=one.name)
        for one in api.urls[0]
        if one.name != "api-root"
    ),
    path("openapi.json", served(openapi), name="openapi-json"),
    path("docs", limited(docs), name="docs"),
    path("", limited(docs), name="api-root"),
    path("<path:rest>", served(nothing_here), name="nothing-here"),
]
