"""Giving a key, ending it, and noting on which day it was used last."""

import secrets
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused
from gongkai.web.ledger.actions import act
from gongkai.web.organs.actions.rows import must_exist
from gongkai.web.organs.models import Organ

from .models import KEEPERS, ApiKey
from .selectors import digest_of, written

SECRET_BYTES = 32
IDENT_BYTES = 4


def give_key(name: str, *, contact: str, organ: Organ, by: Viewer, at: datetime) -> tuple[ApiKey, str]:
    """发放: a new key, and what its holder has to send; that is told once and kept nowhere."""
    with act("api.give_key", organ.pk, by=by, at=at) as pen:
        pen.duty = by.must_hold(*KEEPERS, path=organ.path)
        must_exist(organ)
        secret = secrets.token_hex(SECRET_BYTES)
        key = ApiKey(
            ident=secrets.token_hex(IDENT_BYTES),
            digest=digest_of(secret),
            organ=organ,
            name=name.strip(),
            contact=contact.strip(),
            created_on=localdate(at),
        )
        _must_be_valid(key)
        pen.save(key, "api.key_given")
    return key, written(key, secret)


def end_key(key: ApiKey, *, by: Viewer, at: datetime) -> ApiKey:
    """停用: from now on it counts no more; another one can be given."""
    with act("api.end_key", key.organ_id, by=by, at=at, subject=key) as pen:
        key = ApiKey.objects.select_for_update(of=("self",)).select_related("organ").get(pk=key.pk)
        pen.duty = by.must_hold(*KEEPERS, path=key.organ.path)
        if not key.is_in_use:
            raise Refused("这个密钥已经停用。", "不必再次停用；需要新的，请另行发放。")
        key.ended_on = localdate(at)
        pen.save(key, "api.key_ended")
    return key


def note_use(key: ApiKey, *, on: date) -> None:
    """Note on which day it was used last: written once a day."""
    if key.last_used_on != on:
        ApiKey.objects.filter(~Q(last_used_on=on) | Q(last_used_on=None), pk=key.pk).update(last_used_on=on)


def _must_be_valid(key: ApiKey) -> None:
    try:
        key.full_clean(exclude=["digest"])
    except ValidationError as error:
        raise Refused("".join(error.messages), "请填写用途和联系方式后重试。") from error
