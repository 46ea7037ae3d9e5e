"""Keys for those who read much."""

from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.web.foundations.ground import on_ground

# Who gives keys and ends them.
KEEPERS = ("admin",)


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Questions about keys."""

    def in_use(self) -> "ApiKeyQuerySet":
        """Those that count."""
        return self.filter(ended_on=None)

    def visible_to(self, viewer: Viewer) -> "ApiKeyQuerySet":
        """Those of the organs that the viewer keeps in order: a key names somebody and how to reach him."""
        return self.filter(on_ground(viewer.ground(*KEEPERS)))

    def changeable_by(self, viewer: Viewer) -> "ApiKeyQuerySet":
        """Those that the viewer may end."""
        return self.visible_to(viewer).in_use()


class ApiKey(models.Model):
    """接口密钥: with it, somebody may read more often; it opens nothing that is not public.

    Of its secret, which is 32 bytes of chance, only the SHA-256 is kept. A slow hash would protect words that people
    make up and others can guess; nobody guesses 256 bits, and every request would have to wait for it.
    """

    ident = models.CharField("编号", max_length=16, unique=True, editable=False)
    digest = models.CharField("密钥的哈希", max_length=64, editable=False)
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="api_keys", verbose_name="管理机关"
    )
    name = models.CharField("用途", max_length=100, help_text="例如：枕溪镇网站首页的最新公开。")
    contact = models.CharField("联系人和联系方式", max_length=200)
    created_on = models.DateField("发放日期", editable=False)
    ended_on = models.DateField("停用日期", null=True, editable=False)
    # A day and no moment: that it is still used has to be known, when somebody reads has not.
    last_used_on = models.DateField("最近使用", null=True, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "接口密钥"
        verbose_name_plural = "接口密钥"
        ordering = ["organ__path", "-created_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("created_on")),
                name="a_key_ends_after_it_was_given",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.ident}）"

    @property
    def is_in_use(self) -> bool:
        """Whether it counts."""
        return self.ended_on is None

    @property
    def state_name(self) -> str:
        """How it stands, in a word."""
        return "在用" if self.is_in_use else "已停用"
