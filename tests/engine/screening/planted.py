"""A number that is planted in a file, and where it is found again."""

from gongkai.engine.screening import Screening, screen_file
from tests.engine.screening.made import KEY

NUMBER = "11010519491231002X"


def screened(data: bytes, name: str) -> Screening:
    """What is found in a file; nothing of it tells the number."""
    screening = screen_file(data, name=name, key=KEY)
    assert "0519491231" not in repr(screening)
    return screening


def places_of(screening: Screening) -> list[str]:
    """Where the number stands."""
    return [mark.place for mark in screening.marks if mark.code == "id18"]
