"""Addresses of the account: signing in and out, password, second factor, places at which one is signed in."""

from django.urls import path
from django.views.generic import RedirectView

from . import account_views as views
from .account_care import care

app_name = "account"
urlpatterns = [
    path("login/", views.SignIn.as_view(), name="sign_in"),
    path("login/code/", views.Code.as_view(), name="sign_in_code"),
    path("logout/", views.SignOut.as_view(), name="sign_out"),
    path("account/", RedirectView.as_view(pattern_name="account:sittings"), name="account"),
    path("account/password/", views.password, name="password"),
    path("account/second-factor/", views.second_factor, name="second_factor"),
    path("account/recovery-codes/", views.recovery_codes, name="recovery_codes"),
    path("account/of/<int:pk>/", care, name="care"),
    path("account/sittings/", views.sittings, name="sittings"),
    path("account/sittings/<int:pk>/end/", views.end_sitting, name="end_sitting"),
]
