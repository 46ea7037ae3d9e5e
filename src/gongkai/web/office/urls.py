"""Addresses behind the sign-in: our first page, our rooms, accounts, and what we use of Wagtail's screens."""

from django.urls import include, path
from wagtail.admin import urls as wagtail
from wagtail.admin.auth import require_admin_access

from . import (
    account_urls,
    application_import_views,
    count_views,
    deadline_views,
    guide_views,
    item_import_views,
    item_submit_views,
    item_views,
    roster_views,
)
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
    path(
        "applications/import-register/",
        require_admin_access(application_import_views.import_applications),
        name="application-import",
    ),
    path(
        "applications/import-register/confirm/",
        require_admin_access(application_import_views.carry_out_import),
        name="application-import-confirm",
    ),
    path(
        "applications/import-register/remarks/",
        require_admin_access(application_import_views.remarked),
        name="application-import-remarks",
    ),
    path(
        "applications/import-register/empty/",
        require_admin_access(application_import_views.empty_register),
        name="application-import-template",
    ),
    path("items/import-list/", require_admin_access(item_import_views.import_items), name="item-import"),
    path(
        "items/import-list/confirm/",
        require_admin_access(item_import_views.carry_out_import),
        name="item-import-confirm",
    ),
    path(
        "items/import-list/empty/",
        require_admin_access(item_import_views.empty_list),
        name="item-import-template",
    ),
    path("items/submit-many/", require_admin_access(item_submit_views.submit_items), name="items-submit"),
    path(
        "items/<int:pk>/<int:number>/<int:order>/file",
        require_admin_access(item_views.attachment),
        name="item-file",
    ),
    path(
        "items/<int:pk>/<int:old>-<int:new>/", require_admin_access(item_views.compare), name="item-compare"
    ),
    path("guide/", require_admin_access(guide_views.show_guide), name="guide"),
    path("counts/", require_admin_access(count_views.counts), name="counts"),
    path("deadlines/", require_admin_access(deadline_views.show), name="deadlines"),
    path("deadlines/file.ics", require_admin_access(deadline_views.download), name="deadlines-file"),
    path("", include(account_urls)),
    path("", include(wagtail)),
]
