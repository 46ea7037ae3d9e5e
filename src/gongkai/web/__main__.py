"""`python -m gongkai.web …`: Django's commands for this site, with `demo` and `serve` among them."""

import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run one command; without arguments, list them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.web.settings.site")
    # Imported here because settings must be named first.
    from django.core.management import execute_from_command_line

    execute_from_command_line(["gongkai.web", *(sys.argv[1:] if arguments is None else arguments)])


if __name__ == "__main__":
    main()
