"""The site itself as an app: it carries the commands `demo` and `serve`."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "gongkai.web"
    label = "web"
    verbose_name = "公开"
