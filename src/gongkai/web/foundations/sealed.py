"""Personal data as the database holds them: sealed with a key that lies beside the database, never in it.

The first of the keys seals, all of them open: a new key is put before the old ones, every row is sealed anew
(`gongkai reseal`), and then the old ones may go.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from gongkai.kernel.problems import Unreadable

# What stands where something was told of somebody who is forgotten.
FORGOTTEN = "（已销毁）"


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many rows were sealed anew, lay under the first key already, or opened with none of the keys."""

    done: int = 0
    kept: int = 0
    unreadable: int = 0

    def __add__(self, other: "Resealed") -> "Resealed":
        return Resealed(self.done + other.done, self.kept + other.kept, self.unreadable + other.unreadable)


def seal(told: Mapping[str, str]) -> str:
    """What is written down about somebody, unreadable for whoever has no key; the same words are never sealed alike."""
    text = json.dumps(dict(told), ensure_ascii=False, sort_keys=True)
    return _keys(settings.DATA_KEYS).encrypt(text.encode()).decode("ascii")


def unseal(token: str) -> dict[str, str]:
    """What was sealed; nothing for an empty token, whose words were destroyed. Raises Unreadable without the right key."""
    if not token:
        return {}
    try:
        return json.loads(_keys(settings.DATA_KEYS).decrypt(token.encode("ascii")))
    except InvalidToken as error:
        raise Unreadable(
            "个人信息打不开：密钥与加密时的不同。",
            "请联系管理员，把当时的密钥放回 GONGKAI_HOME 下的 data_key，或者写入 GONGKAI_DATA_KEY。",
        ) from error


def reseal(token: str) -> str:
    """The same words under the first key. Raises Unreadable without the key with which they were sealed."""
    return seal(unseal(token)) if token else ""


def is_under_first_key(token: str) -> bool:
    """Whether the first key alone opens it, so that the others are not needed for it any more."""
    try:
        _keys(settings.DATA_KEYS[:1]).decrypt(token.encode("ascii"))
    except InvalidToken:
        return False
    return True


@lru_cache(maxsize=8)
def _keys(chosen: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in chosen])


def _derived(key: str) -> bytes:
    """Operators choose words of any length; the cipher wants 32 bytes."""
    return base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest())
