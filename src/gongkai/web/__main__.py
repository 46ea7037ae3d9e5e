"""`python -m gongkai.web …`: Django's commands for this site, with `demo`, `serve`, `tick` and `work` among them."""

import gc
import gettext
import os
import sys
from pathlib import Path

LOCALE = Path(__file__).with_name("locale")


def main(arguments: list[str] | None = None) -> None:
    """Run one command; without arguments, list them."""
    gc.set_threshold(20_000, 20, 50)  # looking often for what may go took a quarter of the time of migrations
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.web.settings.site")
    os.environ["LANGUAGE"] = "zh_Hans"  # whatever the machine speaks, our commands speak Chinese
    gettext.bindtextdomain("messages", LOCALE)  # the words of argparse
    # Imported here because settings must be named first.
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.INSTALLED_APPS  # noqa: B018 - the first look reads all settings
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(["gongkai.web", *(sys.argv[1:] if arguments is None else arguments)])


if __name__ == "__main__":
    main()
