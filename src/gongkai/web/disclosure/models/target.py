"""Where an organ publishes: on our portal, or on the platform of somebody else."""

from django.db import models


class Target(models.Model):
    """发布平台. An organ without one publishes here; one with one hands its approved items over and proves that they
    stand there as approved."""

    organ = models.OneToOneField("organs.Organ", models.PROTECT, related_name="target", verbose_name="机关")
    name = models.CharField("平台名称", max_length=100, help_text="例如：墨鹭县人民政府门户网站")
    address = models.URLField("栏目网址", max_length=300)
    is_open = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "发布平台"
        verbose_name_plural = "发布平台"

    def __str__(self) -> str:
        return self.name
