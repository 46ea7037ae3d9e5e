"""Who signs in, pictures, documents.

Ours from the first migration, because Django and Wagtail cannot swap these three for others later; together,
below every other app, because the ledger will point at people, and letters and items at files.
"""

from typing import Any, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.files.storage import Storage, storages
from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from gongkai.kernel.duties import Viewer
from gongkai.kernel.problems import Refused

from .ground import on_ground


class UserQuerySet(models.QuerySet["User"]):
    """Questions about people."""

    def visible_to(self, viewer: Viewer) -> "UserQuerySet":
        """The people of the organs where the viewer holds any duty, those who hold one there, and himself."""
        ground = viewer.ground()
        if ground.everywhere:
            return self
        there = on_ground(ground) | models.Q(
            pk__in=self.model._default_manager.filter(
                on_ground(ground, prefix="appointments__organ__")
            ).values("pk")
        )
        return self.filter(there | models.Q(pk=viewer.person))

    def changeable_by(self, viewer: Viewer) -> "UserQuerySet":
        """The people whose entry in the roster the viewer keeps."""
        return self.filter(on_ground(viewer.ground("admin")))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc] # made by Django at run time
    """Makes people; one who may do everything cannot be made."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A person as a bare row, for tests: whoever enrols somebody goes through the action."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, *_args: Any, **_fields: Any) -> NoReturn:
        """Always refused: duties decide what somebody may do."""
        raise NoSuperuser


class NoSuperuser(Refused):
    """Somebody wanted a person who may do everything."""

    def __init__(self) -> None:
        super().__init__(
            "这里没有可以办理一切事项的超级用户，每个人能办什么由职责决定。",
            "请用 gongkai people add 登记第一位系统管理员和第一位安全管理员。",
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A colleague who signs in to the office. Applicants have no account.

    People are never deleted, only deactivated: the ledger names them.
    """

    username = models.CharField(
        "登录名",
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator(message="登录名只能用文字、数字和 @ . + - _ 这几种符号。")],
        error_messages={"unique": "这个登录名已有人使用，请另取一个。"},
    )
    name = models.CharField("姓名", max_length=60)
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="people", verbose_name="所在机关"
    )
    phone = models.CharField("手机", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("在用", default=True)
    inactive_because = models.CharField("停用理由", max_length=200, blank=True, editable=False)
    password_set_at = models.DateTimeField("口令设定时间", null=True, editable=False)
    must_change_password = models.BooleanField("登录后须改口令", default=False, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="nobody_may_do_everything")
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as it is written."""
        return self.name

    get_short_name = get_full_name

    @property
    def first_name(self) -> str:
        """What Wagtail's side bar calls somebody; Chinese names are not cut in two."""
        return self.name


class Picture(AbstractImage):
    """An image that the office uses."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"
        permissions = [("choose_picture", "Can choose image")]

    def __str__(self) -> str:
        return self.title


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_size"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image} {self.filter_spec}"


class OfficeDocument(AbstractDocument):
    """A file that the office keeps."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "文档"
        verbose_name_plural = "文档"
        permissions = [("choose_officedocument", "Can choose document")]

    def __str__(self) -> str:
        return self.title


def kept_storage() -> Storage:
    """Where files lie as they came: outside everything that the web server hands out."""
    return storages["kept"]


class KeptFile(models.Model):
    """One file as it came, kept once under its hash: whoever needs it points here and has a name of his own for it."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("文件类型", max_length=100)
    ending = models.CharField("扩展名", max_length=10)
    file = models.FileField("文件", storage=kept_storage, max_length=200)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.ending}"
