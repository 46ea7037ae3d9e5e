"""My application: the reply came back with the post; what the applicant is told of it."""

import pytest

from gongkai.web.applications.actions import announcing
from gongkai.web.applications.actions.attempting import Sent
from tests.web.applications.happenings import event
from tests.web.applications.scans import photo
from tests.web.conftest import NOW

from .conftest import DOOR

pytestmark = pytest.mark.django_db


def test_whose_mail_came_back_is_told_so_and_asked_to_call(taken_in, visitor, bureau):
    bureau.let(taken_in.application, event("assigned", NOW.date()))
    reply = bureau.answer(taken_in.application, "O02")
    known = {"on": NOW.date(), "by": bureau.clerk, "at": NOW}
    announcing.bring_back(reply, reason="邻居许某说已搬走。", name="退件.jpg", scan=photo(), **known)
    text = visitor.get(DOOR).text
    assert "寄给您的答复退回来了" in text
    assert "邮寄送达，没有送到" in text
    assert "邻居" not in text
    announcing.send_again(reply, Sent(service="direct", on=NOW.date()), by=bureau.clerk, at=NOW)
    text = visitor.get(DOOR).text
    assert "退回" not in text
    assert "直接送达" in text
    assert "邮件号" not in text
