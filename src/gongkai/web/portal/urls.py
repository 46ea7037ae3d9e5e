"""Public addresses."""

from django.urls import path

from . import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("check/", views.check, name="check"),
    path("organs/<slug:slug>/", views.organ, name="organ"),
    path("organs/<slug:slug>/<int:year>/", views.report, name="report"),
    path("organs/<slug:slug>/<int:year>.json", views.report_json, name="report-json"),
]
