"""What the interface has for the world: a key, and what stands in its addresses."""

from typing import Any

from gongkai.kernel.duties import SYSTEM
from gongkai.web.api.actions import give_key
from gongkai.web.api.models import ApiKey
from gongkai.web.organs.models import Organ
from tests.web.conftest import NOW

NAMES = {"api_key": "枕溪渡口信息屏的最新公开"}
NARROWED = {"api-keys:index": "?export=csv", "api:catalogue": "?organ=zhenxi"}


def key_of(organ: Organ) -> ApiKey:
    """A key that an organ keeps."""
    key, _ = give_key(NAMES["api_key"], contact="沈听雨，办公室", organ=organ, by=SYSTEM, at=NOW)
    return key


def places(*, item: int, report: int) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of single things."""
    return {
        "api:organ": {"slug": "zhenxi"},
        "api:item": {"id": item},
        "api:report": {"id": report},
        "api:nothing-here": {"rest": "nowhere"},
    }
