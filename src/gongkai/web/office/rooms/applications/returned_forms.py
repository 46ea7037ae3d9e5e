"""Forms of what did not arrive: it comes back, goes out again, and where nothing else is left it is announced."""

from datetime import datetime
from typing import Any

from django import forms

from gongkai.lawbook.lifecycle import case_lifecycle
from gongkai.lawbook.service import service_law
from gongkai.web.applications.actions import announcing
from gongkai.web.applications.actions.attempting import Sent, last_known
from gongkai.web.applications.models import Application, Letter, Service
from gongkai.web.applications.service import served
from gongkai.web.applications.service.served import Carried
from gongkai.web.foundations import clock
from gongkai.web.uploads import UploadField

from .forms import read, with_ending
from .moves import LINES
from .sent_forms import GoingOut, OfLetter, SentForm, is_signed


class BringBack(OfLetter):
    """登记没有送到."""

    on = forms.DateField(label="日期", help_text="收到退件的那一天；上门没有找到人的，上门的那一天。")
    was_brought = forms.BooleanField(
        label="这一次是上门直接送达，没有找到人",
        required=False,
        help_text="没有登记送出的文书，只有上门送过的才在这里登记，记为一次直接送达；寄出的，请先登记送达。",
    )
    reason = forms.CharField(
        label="为什么没有送到",
        widget=forms.Textarea(LINES),
        max_length=300,
        help_text="照退件上写的，例如：原址查无此人；上门的，写明去了哪里、几次、问了谁。",
    )
    scan = UploadField(label="凭证", help_text="退件的封皮，或者上门情况的记录、照片。")
    button = "登记"

    @staticmethod
    def suits(carried: Carried) -> bool:
        """What was posted and is waited for, or has not reached anybody yet."""
        attempt = last_known(carried)
        if attempt is None:
            return is_signed(carried)
        return attempt.failed_on is not None or (attempt.is_open and attempt.way == Service.POST)

    def prepare(self) -> None:
        """A mail that is waited for was not brought by hand."""
        super().prepare()
        if not any(_was_not_sent(one) for one in self.letters.values()):
            del self.fields["was_brought"]

    def clean_scan(self) -> bytes:
        """By its bytes."""
        return read(self.cleaned_data["scan"])

    def clean(self) -> dict[str, Any]:
        """What was not sent does not come back."""
        said = super().clean()
        if "letter" not in self.errors and _was_not_sent(self.chosen()) and not said.get("was_brought"):
            self.add_error("was_brought", "这份文书没有登记送出。寄出的，请先登记送达；上门送过的，请勾选。")
        return said

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        said, name = self.cleaned_data, with_ending("没有送到的凭证", self.files.get("scan"))
        told = {"on": said["on"], "reason": said["reason"], "name": name, "scan": said["scan"]}
        told["was_brought"] = said.get("was_brought", False)
        announcing.bring_back(self.chosen(), **told, by=self.viewer, at=at)
        return self.row


class SendAgain(OfLetter, SentForm):
    """再次送达."""

    field_order = ("letter",)
    confirm = "答复日期仍是第一次送出的日期；申请人的救济期限自签收之日起算。"
    button = "登记送达"

    @staticmethod
    def suits(carried: Carried) -> bool:
        """What went out and came back."""
        return _has_failed(carried) and announcing.has_gone_out(carried)

    def sent(self) -> Carried:
        """The letter that is chosen."""
        return self.chosen()

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        announcing.send_again(self.chosen(), Sent(**self.way()), by=self.viewer, at=at)
        return self.row


class Announce(GoingOut, OfLetter):
    """公告送达."""

    on = forms.DateField(label="公告的日期", help_text="几处公告的，写最后一处的日期。")
    place = forms.CharField(
        label="在哪里公告",
        max_length=200,
        help_text="网址，或者张贴的处所。公告只写请某某到本机关领取文书，不写他申请了什么。",
    )
    scan = UploadField(label="凭证", help_text="公告的页面，或者张贴的照片。")
    button = "登记公告"

    @staticmethod
    def suits(carried: Carried) -> bool:
        """Only what could not be brought by another way."""
        return _has_failed(carried)

    def prepare(self) -> None:
        """When it will count as served."""
        super().prepare()
        told, law = clock.today(), service_law().announcement
        counts_on = f"{law.counts_on(told):%Y年%-m月%-d日}"
        said = case_lifecycle().moves["announce"].confirm
        self.confirm = (
            f"{self.confirm}{said}今天公告的，经过{law.days}日，{counts_on}视为送达（{law.article}）。"
        )

    def clean_scan(self) -> bytes:
        """By its bytes."""
        return read(self.cleaned_data["scan"])

    def going_out(self) -> list[Carried]:
        """A reply or a notice that nobody could be given."""
        every = self.letters.values()
        return [one for one in every if not isinstance(one, Letter) and not announcing.has_gone_out(one)]

    def is_unsealed(self) -> bool:
        """Of the letter that is chosen."""
        return "letter" not in self.errors and self.chosen() in self.unsealed

    def carry_out(self, *, at: datetime) -> Application:
        """Enter it."""
        said, name = self.cleaned_data, with_ending("公告的凭证", self.files.get("scan"))
        told = {"on": said["on"], "place": said["place"], "name": name, "scan": said["scan"]}
        told["unsealed_because"] = said.get("unsealed_because", "")
        announcing.announce(self.chosen(), **told, by=self.viewer, at=at)
        return self.row


def _was_not_sent(carried: Carried) -> bool:
    """Whether nothing is on its way of which it could be told that it came back."""
    attempt = last_known(carried)
    return attempt is None or attempt.failed_on is not None


def _has_failed(carried: Carried) -> bool:
    last = served.last_of(carried)
    return last is not None and last.failed_on is not None
