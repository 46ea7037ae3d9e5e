"""Addresses behind the sign-in: our first page, our rooms, accounts, and what we use of Wagtail's screens."""

from django.urls import include, path
from wagtail.admin import urls as wagtail
from wagtail.admin.auth import require_admin_access

from . import account_urls, roster_views
from .my_work import MyWork

urlpatterns = [
    path("", require_admin_access(MyWork.as_view()), name="my-work"),
    path("organs/import/", require_admin_access(roster_views.import_organs), name="organ-import"),
    path(
        "organs/import/confirm/",
        require_admin_access(roster_views.carry_out_import),
        name="organ-import-confirm",
    ),
    path(
        "organs/import/empty/", require_admin_access(roster_views.empty_roster), name="organ-import-template"
    ),
    path("", include(account_urls)),
    path("", include(wagtail)),
]
