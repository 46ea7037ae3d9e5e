"""Public addresses."""

from django.urls import path

from . import file_views, item_views, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("check/", views.check, name="check"),
    path("organs/<slug:slug>/", views.organ, name="organ"),
    path("organs/<slug:slug>/<int:year>/", views.report, name="report"),
    path("organs/<slug:slug>/<int:year>/pages/<int:number>/", file_views.report_page, name="report-page"),
    path(
        "organs/<slug:slug>/<int:year>/pages/<int:number>-<slug:mark>.png",
        file_views.page_picture,
        name="page-picture",
    ),
    path("organs/<slug:slug>/<int:year>/source", file_views.source, name="report-source"),
    path("organs/<slug:slug>/<int:year>.<slug:ending>", file_views.download, name="report-file"),
    path("organs/<slug:slug>/columns/<slug:name>/", item_views.column, name="column"),
    path("organs/<slug:slug>/items/<int:pk>/", item_views.item, name="item"),
    path("organs/<slug:slug>/items/<int:pk>.<slug:ending>", item_views.download, name="item-file"),
    path("organs/<slug:slug>/items/<int:pk>/versions/<int:number>/", item_views.version, name="item-version"),
    path(
        "organs/<slug:slug>/items/<int:pk>/changes/<int:old>-<int:new>/",
        item_views.changes,
        name="item-changes",
    ),
    path(
        "organs/<slug:slug>/items/<int:pk>/files/<int:order>/<str:name>",
        item_views.attachment,
        name="item-attachment",
    ),
]
