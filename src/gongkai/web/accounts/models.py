"""Where people are signed in, the passwords that they had, the devices of their second factor, and their recovery codes."""

from datetime import datetime
from secrets import token_hex

from django.conf import settings
from django.db import models
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.accounts import account_rules
from gongkai.web.foundations.ground import on_ground
from gongkai.web.foundations.sealed import seal, unseal

# What browsers call themselves, the telling mark first: most of them pretend to be the others, too.
_BROWSERS = (
    ("Edg", "Edge 浏览器"),
    ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome 内核的浏览器"),
    ("Safari", "Safari 浏览器"),
)
_MACHINES = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓手机或平板"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


class End(models.TextChoices):
    """Why somebody is no longer signed in."""

    SIGNED_OUT = "signed_out", "自己退出"
    IDLE = "idle", "长时间没有操作"
    TOO_LONG = "too_long", "达到最长登录时间"
    CROWDED_OUT = "crowded_out", "在别处登录，超过同时登录的数目"
    TAKEN_BACK = "taken_back", "在登录列表中被结束"
    PASSWORD = "password", "口令已更改"
    SECOND_FACTOR = "second_factor", "第二道验证已重置"
    LEFT = "left", "登录已停用"


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Questions about who is signed in where."""

    def open_at(self, at: datetime) -> "SittingQuerySet":
        """Those that count at a moment: not ended, not too long ago, not too long without a sign of life."""
        rules = account_rules()
        return self.filter(ended_at=None, seen_at__gt=at - rules.idle, began_at__gt=at - rules.longest)

    def visible_to(self, viewer: Viewer) -> "SittingQuerySet":
        """One's own, and those of the people for whom one is the security administrator."""
        ground = viewer.ground("security_admin")
        if ground.everywhere:
            return self
        return self.filter(on_ground(ground, prefix="person__organ__") | models.Q(person=viewer.person))


class Sitting(models.Model):
    """One time that somebody is signed in, from the sign-in until it ends."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sittings", verbose_name="人员"
    )
    began_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近操作")
    address = models.CharField("地址", max_length=45, blank=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)
    # When the second factor was shown; signing asks for it.
    verified_at = models.DateTimeField("通过第二道验证的时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    ended_because = models.CharField("结束原因", max_length=20, choices=End.choices, blank=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = "登录"
        verbose_name_plural = "登录"
        ordering = ["-began_at", "-pk"]
        indexes = [models.Index(fields=["person", "ended_at"], name="sittings_of_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def device(self) -> str:
        """The browser and the machine as people call them, as far as the browser says."""
        told = (
            next((name for mark, name in marks if mark in self.agent), "") for marks in (_BROWSERS, _MACHINES)
        )
        return "，".join(filter(None, told)) or "不明"


class PastPassword(models.Model):
    """A password that somebody had, as a hash: the last few may not come again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="past_passwords")
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = "用过的口令"
        verbose_name_plural = "用过的口令"
        ordering = ["-set_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.set_at:%Y-%m-%d}"


class Knocking(models.Model):
    """From where wrong passwords came within an hour, under whatever names; after too many, it must wait."""

    place = models.CharField(max_length=49, unique=True)
    since_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    waits_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "输错的地址"
        verbose_name_plural = "输错的地址"

    def __str__(self) -> str:
        return f"{self.place} {self.failures}"


_KEY_BYTES = 20


def new_key() -> str:
    """A key that nobody guesses, as the database holds it."""
    return seal({"key": token_hex(_KEY_BYTES)})


class CodeDevice(ThrottlingMixin, Device):
    """手机验证码: a device that shows a new code every half minute. The library's own keeps the key in the open; whoever has
    a copy of this database cannot show anybody's code."""

    sealed = models.TextField(default=new_key, editable=False)
    drift = models.SmallIntegerField(default=0, editable=False)
    last_t = models.BigIntegerField(default=-1, editable=False)

    class Meta:
        verbose_name = "验证码设备"
        verbose_name_plural = "验证码设备"
        ordering = ["pk"]

    @property
    def bin_key(self) -> bytes:
        """The key itself. Raises Unreadable without the key with which it was sealed."""
        return bytes.fromhex(unseal(self.sealed)["key"])

    @property
    def config_url(self) -> str:
        """What the device reads from a picture: the library writes it."""
        return TOTPDevice(user=self.user, key=self.bin_key.hex()).config_url

    def verify_token(self, token: str) -> bool:
        """Whether a code is right now, and no older one than was shown before; after wrong ones it waits, each time longer."""
        is_allowed, _why = self.verify_is_allowed()
        if not is_allowed:
            return False
        shown = TOTP(self.bin_key, drift=self.drift)
        is_right = token.isdecimal() and shown.verify(int(token), tolerance=1, min_t=self.last_t + 1)
        if is_right:
            self.last_t, self.drift = shown.t(), shown.drift
            self.throttle_reset()
        else:
            self.throttle_increment()
        return is_right

    def get_throttle_factor(self) -> int:
        """Seconds after the first wrong code."""
        return 1


class RecoveryCode(models.Model):
    """备用码: lets somebody in once when his second device is not at hand. Only a keyed hash of it is kept."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "备用码"
        verbose_name_plural = "备用码"
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="one_recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.person} {'已用' if self.used_at else '未用'}"
