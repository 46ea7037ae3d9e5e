"""Addresses behind the sign-in: Wagtail's screens, and its pictures and documents for colleagues only."""

from django.urls import include, path
from wagtail.admin import urls as wagtail
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as documents
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .views import picture

urlpatterns = [
    path("media/<path:path>", require_admin_access(picture)),
    path("files/", include(decorate_urlpatterns(documents.urlpatterns, require_admin_access))),
    path("", include(wagtail)),
]
