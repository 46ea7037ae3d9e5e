"""One annual report of one organ for one year."""

from django.core.files.storage import Storage, storages
from django.db import models

NAME_LENGTH = 255


def source_storage() -> Storage:
    """Where the files stay as they came: outside everything that the web server hands out."""
    return storages["sources"]


class Report(models.Model):
    """What an organ published for a year, what was read from it and how many things were found."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="reports", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=NAME_LENGTH)
    source = models.FileField("原文件", storage=source_storage, max_length=200)
    source_name = models.CharField("原文件名", max_length=NAME_LENGTH)
    media_type = models.CharField("文件类型", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    data = models.JSONField("读取结果", help_text="gongkai.annual-report/1")
    errors = models.PositiveSmallIntegerField("错误")
    warnings = models.PositiveSmallIntegerField("需核对")
    notices = models.PositiveSmallIntegerField("提示")
    read_at = models.DateTimeField("读取时间")

    class Meta:
        verbose_name = "年度报告"
        verbose_name_plural = "年度报告"
        ordering = ["-year", "organ__path"]
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="one_report_a_year")]

    def __str__(self) -> str:
        return self.title
