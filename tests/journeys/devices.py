"""Gives everybody who signs a telephone with a known key in a copy of the demo; run in the site's own environment."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.web.settings.site"

import django

django.setup()

# These need Django to have started.
from gongkai.lawbook.duties import duties  # noqa: E402
from gongkai.web.accounts.models import CodeDevice  # noqa: E402
from gongkai.web.foundations.sealed import seal  # noqa: E402
from gongkai.web.people.models import Appointment  # noqa: E402


def main(key: str) -> None:
    """Whoever holds a duty under which people sign."""
    signing = [duty.code for duty in duties().values() if duty.signs]
    people = Appointment.objects.filter(duty__in=signing).values_list("person", flat=True).distinct()
    for person in people:
        CodeDevice.objects.create(user_id=person, name="手机", sealed=seal({"key": key}), confirmed=True)


if __name__ == "__main__":
    main(sys.argv[1])
