"""Addresses behind the sign-in: Wagtail's screens, and its pictures and documents for colleagues only."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail.admin import urls as wagtail
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as documents
from wagtail.utils.urlpatterns import decorate_urlpatterns

urlpatterns = [
    path("media/<path:path>", require_admin_access(serve), {"document_root": settings.MEDIA_ROOT}),
    path("files/", include(decorate_urlpatterns(documents.urlpatterns, require_admin_access))),
    path("", include(wagtail)),
]
