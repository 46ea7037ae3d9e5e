"""The years that forms about reports and their counts offer."""

from datetime import date

from gongkai import lawbook

MOST = 10


def years_offered(today: date) -> list[tuple[int, str]]:
    """This year and those before it, as far back as there is a form for a report; the newest first."""
    first = max(lawbook.load().first_year, today.year - MOST + 1)
    return [(year, f"{year}年") for year in range(today.year, first - 1, -1)]
