"""Puts something that was collected from another site into a copy of the demo; run in the site's own environment."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.settings.site"

import django

django.setup()

# These need Django to have started.
from gongkai.web.organs.models import Organ  # noqa: E402
from tests.web.visibility.collected import collected  # noqa: E402

if __name__ == "__main__":
    print(collected(Organ.objects.get(slug="zhenxi"))["collected"].pk)
