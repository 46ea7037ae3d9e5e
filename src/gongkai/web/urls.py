"""Addresses: the office for those who sign in, everything else is public."""

from django.urls import include, path

from gongkai.web.office import urls as office
from gongkai.web.portal import urls as portal

urlpatterns = [
    path("office/", include(office)),
    path("", include(portal)),
]

handler400 = "gongkai.web.portal.errors.bad_request"
handler403 = "gongkai.web.portal.errors.forbidden"
handler404 = "gongkai.web.portal.errors.not_found"
handler500 = "gongkai.web.portal.errors.failed"
