"""One application (件): what is wanted of whom, and where it stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongkai.kernel.case_codes import CaseStateCode
from gongkai.lawbook.lifecycle import case_lifecycle

from .ground import OfApplications


class Channel(models.TextChoices):
    """How it came; the channel decides which day counts as receipt (Art. 31)."""

    IN_PERSON = "in_person", "当面提交"
    ORAL = "oral", "口头提出，由工作人员代填"
    MAIL_SIGNED = "mail_signed", "邮寄（EMS、挂号等需要签收的）"
    MAIL_PLAIN = "mail_plain", "平常信函"
    INTERNET = "internet", "网上提交"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"


class ConfirmMethod(models.TextChoices):
    """How both sides came to agree that it had arrived (Art. 31)."""

    HANDED_OVER = "handed_over", "当面提交或者签收邮件"
    RECEIPT = "receipt", "网上回执"
    IN_PERSON = "in_person", "当面确认"
    TELEPHONE = "telephone", "电话确认"
    SMS = "sms", "短信确认"
    EMAIL = "email", "电子邮件确认"
    LETTER = "letter", "回信确认"


class SupplyForm(models.TextChoices):
    """In which form the information is wanted (Art. 29 and 40)."""

    PAPER = "paper", "纸质"
    EMAIL = "email", "电子邮件"
    DISC = "disc", "光盘"
    INSPECT = "inspect", "当场查阅"
    TRANSCRIBE = "transcribe", "抄录"
    OTHER = "other", "其他"


class Delivery(models.TextChoices):
    """By which way the reply is wanted."""

    POST = "post", "邮寄"
    IN_PERSON = "in_person", "自行领取"
    EMAIL = "email", "电子邮件"
    ONLINE = "online", "网上查看"
    FAX = "fax", "传真"


def open_states() -> list[str]:
    """The states of the law's table in which a case waits for somebody."""
    return [state.code for state in case_lifecycle().states.values() if state.is_open]


class ApplicationQuerySet(OfApplications):
    """Questions about applications."""

    to_organ = "organ__"

    def open(self) -> "ApplicationQuerySet":
        """Those on which somebody still works, received or not, or works anew."""
        return self.filter(state__in=open_states())

    def counted(self) -> "ApplicationQuerySet":
        """Those that the report counts: received, and neither split into others nor entered twice."""
        return self.filter(counted_in_on__isnull=False)


class Application(models.Model):
    """一件政府信息公开申请. State, days and outcome are caches of its happenings."""

    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="applications", verbose_name="受理机关"
    )
    # 登记编号: given on receipt, one row of numbers an organ and year.
    year = models.PositiveSmallIntegerField("年份", null=True, editable=False)
    serial = models.PositiveIntegerField("顺序号", null=True, editable=False)
    channel = models.CharField("提交方式", max_length=20, choices=Channel.choices)
    submitted_at = models.DateTimeField("提交时间", editable=False)
    kind = models.CharField("申请人类别", max_length=30, editable=False)
    title = models.CharField("所需信息的名称", max_length=200)
    doc_no = models.CharField("文号", max_length=60, blank=True)
    wanted = models.TextField("所需信息的内容描述", max_length=4000)
    supply_form = models.CharField("提供形式", max_length=20, choices=SupplyForm.choices)
    delivery = models.CharField("获取方式", max_length=20, choices=Delivery.choices)
    needs_help = models.CharField(
        "需要的帮助",
        max_length=200,
        blank=True,
        help_text="阅读、视听有困难的，写明怎样方便（条例第四十三条）。",
    )
    section = models.ForeignKey(
        "organs.Section", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办科室"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )
    filled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="代填人",
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="parts", verbose_name="拆分自"
    )
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="doubles",
        verbose_name="重复登记的另一件",
    )
    earlier = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="repeats",
        verbose_name="以前的同一申请",
    )
    code_digest = models.CharField("查询码", max_length=64, editable=False)
    # The same for one place during one day, so that nobody floods us; it leads back to nobody.
    sender = models.CharField("来处", max_length=64, blank=True, editable=False)
    # On which day and in whose words is told by what happened.
    confirm_method = models.CharField(
        "怎样确认收到", max_length=20, choices=ConfirmMethod.choices, blank=True, editable=False
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="确认人",
    )
    # Caches of the happenings.
    state = models.CharField("状态", max_length=30, editable=False)
    received_on = models.DateField("收到日期", null=True, editable=False)
    due_on = models.DateField("答复期限", null=True, editable=False)
    is_provisional = models.BooleanField("期限为暂定", default=False, editable=False)
    next_on = models.DateField("最近的期限", null=True, editable=False)
    next_limit = models.CharField("最近期限的名称", max_length=40, blank=True, editable=False)
    is_paused = models.BooleanField("期限正在扣除", default=False, editable=False)
    is_extended = models.BooleanField("已延期", default=False, editable=False)
    outcome = models.CharField("处理结果", max_length=10, blank=True, editable=False)
    # How the report counts it (kernel.counting): a year that is over keeps what was counted in it.
    row = models.CharField("年报中的行", max_length=60, blank=True, editable=False)
    counted_in_on = models.DateField("计入收件的日期", null=True, editable=False)
    counted_out_on = models.DateField("计入结果的日期", null=True, editable=False)
    made_on = models.DateField("答复日期", null=True, editable=False)
    concluded_on = models.DateField("办结日期", null=True, editable=False)
    # Neither split into others nor entered twice.
    is_counted = models.BooleanField("算作一件", default=True, editable=False)
    law_version = models.CharField("适用规则的版本", max_length=64, blank=True, editable=False)
    # The hash of the file of the register from which it was taken over, and its number there where ours says less.
    taken_over_from = models.CharField("转入自", max_length=64, blank=True, editable=False)
    old_number = models.CharField("原登记号", max_length=60, blank=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "政府信息公开申请"
        verbose_name_plural = "政府信息公开申请"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organ", "state", "due_on"], name="applications_by_state"),
            models.Index(
                fields=["next_on"], condition=Q(next_on__isnull=False), name="applications_next_limit"
            ),
            models.Index(fields=["organ", "received_on"], name="applications_received"),
            models.Index(fields=["submitted_at"], name="applications_submitted"),
            models.Index(fields=["organ", "concluded_on", "row"], name="applications_concluded"),
            # All that counting reads, so that the rows themselves are not touched.
            models.Index(
                fields=["organ", "counted_out_on", "counted_in_on", "kind", "row"],
                name="applications_tallied",
            ),
            models.Index(
                fields=["organ", "made_on"],
                condition=Q(made_on__gt=models.F("due_on")),
                name="applications_made_late",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "serial"], name="one_application_a_number"),
            models.CheckConstraint(
                condition=Q(received_on=None, year=None, serial=None)
                | Q(received_on__isnull=False, year__isnull=False, serial__isnull=False),
                name="received_is_numbered",
            ),
            # The parts of what was split have outcomes, itself has none.
            models.CheckConstraint(
                condition=Q(concluded_on=None) | ~Q(outcome="") | Q(state=CaseStateCode.SPLIT.value),
                name="concluded_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(counted_out_on=None)
                | Q(counted_out_on__gte=models.F("counted_in_on")) & ~Q(row=""),
                name="counted_out_in_a_row",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.receipt

    @property
    def receipt(self) -> str:
        """回执号, by which the applicant asks for it."""
        return f"S{self.pk:06d}"

    @property
    def number(self) -> str:
        """登记编号, as 〔2026〕12号; empty before it was received."""
        return f"〔{self.year}〕{self.serial}号" if self.serial else ""
