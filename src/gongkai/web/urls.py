"""Addresses: the office for those who sign in, links for whoever signs one review and for calendars, everything else is public."""

from django.urls import include, path

from gongkai.web.office import deadline_views, review_views
from gongkai.web.office import urls as office
from gongkai.web.portal import urls as portal

urlpatterns = [
    path("office/", include(office)),
    path("r/<str:token>/", review_views.by_link, name="review-link"),
    path("r/<str:token>/files/<int:place>/", review_views.attachment_by_link, name="review-link-file"),
    path("deadlines/<str:key>.ics", deadline_views.feed, name="deadline-feed"),
    path("api/v1/", include("gongkai.web.api.urls")),
    path("", include(portal)),
]

handler400 = "gongkai.web.portal.errors.bad_request"
handler403 = "gongkai.web.portal.errors.forbidden"
handler404 = "gongkai.web.portal.errors.not_found"
handler500 = "gongkai.web.portal.errors.failed"
