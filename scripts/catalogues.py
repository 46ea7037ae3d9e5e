"""Compile the catalogues of words: Django reads the .mo files, people edit the .po files beside them."""

from pathlib import Path

import polib

LOCALE = Path(__file__).parents[1] / "src/gongkai/web/locale"


def main() -> None:
    """Write the compiled file of every catalogue."""
    for catalogue in sorted(LOCALE.rglob("*.po")):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


if __name__ == "__main__":
    main()
