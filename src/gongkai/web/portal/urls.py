"""Public addresses."""

from django.urls import path

from . import (
    collected_views,
    display_views,
    feedback_views,
    feeds,
    file_views,
    item_views,
    organ_views,
    robot_views,
    search_views,
    site_views,
    views,
)

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("check/", views.check, name="check"),
    path("display/", display_views.display, name="display"),
    path("kiosk/", display_views.kiosk, name="kiosk"),
    path("kiosk/leave/", display_views.kiosk_leave, name="kiosk-leave"),
    path("search/", search_views.search, name="search"),
    path("search/suggest", search_views.suggest, name="search-suggest"),
    path("opensearch.xml", search_views.description, name="search-description"),
    path("annual-reports/", site_views.annual_reports, name="annual-reports"),
    path("consultations/", site_views.consultations, name="consultations"),
    path("complaints/", site_views.complaints, name="complaints"),
    path("data/", site_views.data, name="data"),
    path("accessibility/", site_views.accessibility, name="accessibility"),
    path("feedback/", feedback_views.feedback, name="feedback"),
    path("feedback/answer/", feedback_views.receipt, name="feedback-receipt"),
    path("feed.xml", feeds.place, name="feed"),
    path("sitemap.xml", robot_views.sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:name>-<int:page>.xml", robot_views.sitemap, name="sitemap"),
    path("robots.txt", robot_views.robots, name="robots"),
    path("collected/<int:pk>/", collected_views.collected, name="collected"),
    path("organs/<slug:slug>/", organ_views.organ, name="organ"),
    path("organs/<slug:slug>/apply/", organ_views.apply, name="apply"),
    path("organs/<slug:slug>/places/", organ_views.places, name="places"),
    path("organs/<slug:slug>/feed.xml", feeds.organ, name="organ-feed"),
    path("organs/<slug:slug>/columns/<slug:name>/feed.xml", feeds.column, name="column-feed"),
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
