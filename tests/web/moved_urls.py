"""The portal as it would stand below another address."""

from django.urls import include, path

urlpatterns = [path("elsewhere/", include("gongkai.web.portal.urls"))]
