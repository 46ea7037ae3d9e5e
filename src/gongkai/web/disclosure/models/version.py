"""What an item says, word for word. The database lets nobody change or delete a version; every edit makes another."""

from django.db import models

from gongkai.lawbook.chains import review_law
from gongkai.web.ledger.guarded import Guarded

# What is reviewed and hashed. The order is that of the sheet and the page.
CONTENT = (
    "title",
    "summary",
    "body",
    "doc_no",
    "formed_on",
    "effective_on",
    "notice_until_on",
    "source",
    "keywords",
    "subject_class",
    "form_class",
    "audience",
    "five_openness",
    "attribute",
    "reason_code",
    "reason",
)


class FiveOpenness(models.TextChoices):
    """Which of the five kinds of openness it serves."""

    DECISION = "decision", "决策公开"
    EXECUTION = "execution", "执行公开"
    MANAGEMENT = "management", "管理公开"
    SERVICE = "service", "服务公开"
    RESULT = "result", "结果公开"


class Version(Guarded):
    """One wording of an item, with everything that is approved together: text, dates, attribute, attachments."""

    item = models.ForeignKey(
        "disclosure.Item", models.PROTECT, related_name="versions", verbose_name="信息条目"
    )
    number = models.PositiveIntegerField("稿次")
    title = models.CharField("名称", max_length=200)
    summary = models.TextField("内容概述", blank=True)
    body = models.TextField("正文", blank=True, help_text="经过清理的 HTML")
    doc_no = models.CharField("文号", max_length=80, blank=True)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    effective_on = models.DateField("生效日期", null=True, blank=True)
    notice_until_on = models.DateField("公示截止日期", null=True, blank=True)
    source = models.CharField("信息来源", max_length=300, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    subject_class = models.CharField("主题分类", max_length=60, blank=True)
    form_class = models.CharField("体裁分类", max_length=60, blank=True)
    audience = models.CharField("公开对象", max_length=100, blank=True)
    five_openness = models.CharField("五公开", max_length=20, choices=FiveOpenness.choices, blank=True)
    attribute = models.CharField("公开属性", max_length=20)
    reason_code = models.CharField("理由", max_length=30, blank=True)
    reason = models.TextField("理由说明", blank=True)
    content_hash = models.CharField("内容哈希", max_length=64)
    drafted_by = models.ForeignKey(
        "foundations.User", models.PROTECT, null=True, related_name="+", verbose_name="修改人"
    )
    drafted_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "稿"
        verbose_name_plural = "稿"
        ordering = ["item", "-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}稿）"

    def get_attribute_display(self) -> str:
        """主动公开, 依申请公开, 不予公开 …"""
        return review_law().attributes[self.attribute].name
