"""One document of an organ, from the first day of its drafting on."""

from datetime import date

from django.db import models
from django.db.models import Q

from gongkai.kernel.duties import Viewer
from gongkai.lawbook.chains import review_law
from gongkai.web.disclosure.models.item import DRAFTERS, INSIDERS
from gongkai.web.foundations.ground import on_ground
from gongkai.web.organs.models.once import Once

# Who keeps the register, and who judges attributes for the whole organ (工作机构).
KEEPERS = DRAFTERS
JUDGES = ("office_head",)


class DocumentType(models.TextChoices):
    """What kind of document it is: the first two go to the 工作机构 for its opinion on the attribute."""

    NORMATIVE = "normative", "行政规范性文件"
    POLICY = "policy", "政策性文件"
    ORDINARY = "ordinary", "一般公文"
    NOTICE = "notice", "公告、通告"
    LETTER = "letter", "函"
    MINUTES = "minutes", "会议纪要"
    REPORT = "report", "请示、报告"
    OTHER = "other", "其他"


OF_POLICY = (DocumentType.NORMATIVE, DocumentType.POLICY)


class DocumentStatus(models.TextChoices):
    """Where a document stands; only the actions write it."""

    DRAFTING = "drafting", "起草中"
    ISSUED = "issued", "已印发"
    VOID = "void", "已作废"


class OpinionOnAttribute(models.TextChoices):
    """What the 工作机构 says of the attribute of a document of policy."""

    AGREED = "agreed", "同意"
    RETURNED = "returned", "退回修改"


class Origin(models.TextChoices):
    """How a document came into the register."""

    OWN = "own", "本系统登记"
    IMPORT = "import", "从其他系统导入"


class OfInsiders(models.QuerySet):
    """Rows of the register: never public, for those with a part in the organ's papers and the authority above."""

    to_organ = "organ__"

    def visible_to(self, viewer: Viewer) -> "OfInsiders":
        """Those of the organs in whose papers the viewer has a part."""
        return self.filter(on_ground(viewer.ground(*INSIDERS), prefix=self.to_organ))

    def changeable_by(self, viewer: Viewer) -> "OfInsiders":
        """Those that the viewer may write."""
        return self.filter(on_ground(viewer.ground(*KEEPERS), prefix=self.to_organ))


class Document(models.Model):
    """文件. Its attribute is decided when drafting begins and goes with it; one that is not simply public has a reason."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="documents", verbose_name="机关")
    title = models.CharField("标题", max_length=200)
    doc_no = models.CharField("文号", max_length=80, blank=True)
    doc_type = models.CharField(
        "类型", max_length=20, choices=DocumentType.choices, default=DocumentType.ORDINARY
    )
    section = models.ForeignKey(
        "organs.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="起草科室",
    )
    drafter = models.ForeignKey(
        "foundations.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="documents",
        verbose_name="经办人",
    )
    drafted_on = models.DateField("起草日期")
    formed_on = models.DateField("成文日期", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=DocumentStatus.choices, default=DocumentStatus.DRAFTING, editable=False
    )
    voided_because = models.CharField("作废原因", max_length=200, blank=True, editable=False)

    attribute = models.CharField("公开属性", max_length=20)
    reason_code = models.CharField("理由", max_length=30, blank=True)
    reason = models.TextField("理由说明", blank=True)
    # From which day on it is to be published, where it was determined otherwise at first.
    active_since_on = models.DateField("改为主动公开的日期", null=True, editable=False)
    reassess_on = models.DateField("下次评估日期", null=True, editable=False)
    forwarded_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="forwarded_as", verbose_name="转发的文件"
    )
    opinion_verdict = models.CharField(
        "工作机构意见", max_length=20, choices=OpinionOnAttribute.choices, blank=True, editable=False
    )
    opinion = models.TextField("工作机构意见的内容", blank=True, editable=False)
    opinion_on = models.DateField("工作机构提出意见的日期", null=True, editable=False)
    opinion_by = models.ForeignKey(
        "foundations.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="提出意见的人",
    )

    item = models.OneToOneField(
        "disclosure.Item",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="document",
        verbose_name="信息条目",
    )
    origin = models.CharField(
        "来源", max_length=20, choices=Origin.choices, default=Origin.OWN, editable=False
    )
    external_id = models.CharField("原系统编号", max_length=100, blank=True, editable=False)

    objects = OfInsiders.as_manager()

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "发文台账"
        ordering = ["-drafted_on", "-pk"]
        indexes = [
            models.Index(fields=["organ", "status", "formed_on"], name="documents_by_day"),
            models.Index(fields=["organ", "reassess_on"], name="documents_to_reassess"),
        ]
        constraints = [
            Once(
                fields=["organ", "doc_no"],
                condition=~Q(doc_no="") & ~Q(status=DocumentStatus.VOID),
                name="one_document_a_number",
                violation_error_message="文号“{row.doc_no}”已经登记在本机关的另一份文件上。请核对文号。",
            ),
            Once(
                fields=["organ", "external_id"],
                condition=~Q(external_id=""),
                name="one_document_an_external_id",
                violation_error_message="原系统编号“{row.external_id}”已经登记。请核对是否重复导入。",
            ),
            models.CheckConstraint(
                condition=Q(attribute="active")
                | Q(origin=Origin.IMPORT)
                | ~Q(reason_code="") & ~Q(reason=""),
                name="what_is_not_public_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=DocumentStatus.ISSUED) | Q(formed_on__isnull=False),
                name="issued_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=DocumentStatus.VOID) | ~Q(voided_because=""),
                name="a_void_document_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_of_policy(self) -> bool:
        """Whether the 工作机构 must have been asked about its attribute."""
        return self.doc_type in OF_POLICY

    @property
    def is_to_be_published(self) -> bool:
        """Whether it must be published, whole or in part."""
        known = review_law().attributes.get(self.attribute)
        return known is not None and known.is_published

    @property
    def lacks_reason(self) -> bool:
        """Whether it is not simply public and nobody wrote why: only what came from elsewhere can be so."""
        known = review_law().attributes.get(self.attribute)
        return known is not None and known.needs_reason and not (self.reason_code and self.reason.strip())

    @property
    def index_no(self) -> str:
        """Under which index number the public finds it."""
        return self.item.index_no if self.item else ""

    @property
    def published_on(self) -> date | None:
        """When it became public; None while it is not."""
        return self.item.published_on if self.item else None

    def get_attribute_display(self) -> str:
        """主动公开, 依申请公开, 不予公开 …"""
        known = review_law().attributes.get(self.attribute)
        return known.name if known else self.attribute

    def get_reason_code_display(self) -> str:
        """国家秘密, 过程性信息 …"""
        known = review_law().reasons.get(self.reason_code)
        return known.name if known else self.reason_code
