"""What the interface says of each thing, field by field: the words of the glossary, explained in Chinese."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Day = date | None


class Said(Schema):
    """Something that the interface says: nothing but what is written down here."""

    model_config = ConfigDict(extra="forbid")


class OrganNamed(Said):
    """机关：名称和在机关树中的位置。"""

    slug: str = Field(description="网址名；采集来的信息没有", examples=["zhenxi"])
    code: str = Field(description="统一社会信用代码；没有登记的为空")
    name: str = Field(description="全称", examples=["枕溪镇人民政府"])
    level: str = Field(description="级别：province、city、county、township")
    path: str = Field(description="从最上级机关起的网址名，各以斜线结尾", examples=["molu/zhenxi/"])


class Successor(Said):
    """承接机关。"""

    slug: str = Field(description="承接机关的网址名")
    name: str = Field(description="承接机关的全称")
    functions: str = Field(description="承接的职能；空表示全部")
    since_on: date = Field(description="移交日期")
    document: str = Field(description="依据文件")


class FormerName(Said):
    """曾用名。"""

    name: str = Field(description="曾用名")
    until_on: date = Field(description="停用日期")


class Organ(OrganNamed):
    """机关：名称、位置、联系方式、是否存续。"""

    short_name: str = Field(description="简称")
    kind: str = Field(description="类别，例如 government（人民政府）、department（部门）")
    parent: str | None = Field(description="上级机关的网址名；最上级为 null")
    authority: str | None = Field(description="主管部门的网址名；没有另设的为 null")
    status: str = Field(description="active（存续）、merged（已合并）、dissolved（已撤销）")
    since_on: Day = Field(description="设立日期")
    until_on: Day = Field(description="终止日期；存续的为 null")
    disclosure_office: str = Field(description="政府信息公开工作机构；没有登记的为空")
    address: str = Field(description="办公地址")
    postcode: str = Field(description="邮政编码")
    phone: str = Field(description="联系电话")
    fax: str = Field(description="传真")
    email: str = Field(description="电子邮箱")
    online_channel: str = Field(description="在线申请网址")
    office_hours: str = Field(description="办公时间")
    former_names: list[FormerName] = Field(description="曾用名，最近停用的在前")
    successors: list[Successor] = Field(description="终止或者移交职能后，由谁承接")
    href: str = Field(description="网页地址")


class Limit(Said):
    """公开时限。"""

    code: str = Field(description="时限的编码", examples=["publication"])
    name: str = Field(description="时限", examples=["二十个工作日"])
    article: str = Field(description="依据的条款")
    source: str = Field(description="出处")


class CatalogueRow(Said):
    """公开事项：主动公开基本目录中的一行。"""

    code: str = Field(description="编码，在一个机关内不重复")
    level1: str = Field(description="一级事项")
    name: str = Field(description="公开事项")
    content: str = Field(description="公开内容（要素）")
    basis: str = Field(description="公开依据")
    article: str = Field(description="属于条例列举的哪一项的编码；不属于的为空")
    field: str = Field(description="试点领域的编码；不属于的为空")
    limit: Limit | None = Field(description="公开时限；规则数据中没有的为 null")
    cycle: str = Field(description="更新周期：none、monthly、quarterly、half_yearly、yearly、as_it_happens")
    channels: list[str] = Field(description="公开渠道和载体的编码")
    audience: str = Field(description="公开对象")
    method: str = Field(description="active（主动公开）或 on_request（依申请公开）")
    is_statutory: bool = Field(description="是否属于法定主动公开内容")
    section: str = Field(description="责任科室；没有指定的为空")
    state: str = Field(description="late（逾期）、due（待公开）、published（已公开）、not_involved（未涉及）")
    last_published_on: Day = Field(description="最近一次发布或者变更的日期；还没有的为 null")
    due_on: Day = Field(description="按更新周期下次应公开的日期；没有周期的为 null")
    href: str = Field(description="这一事项下的信息列在哪个网页")


class Attachment(Said):
    """附件。"""

    name: str = Field(description="文件名")
    media_type: str = Field(description="文件类型", examples=["application/pdf"])
    size: int = Field(description="字节数")
    sha256: str = Field(description="文件内容的 SHA-256，十六进制")
    href: str = Field(description="下载地址")


class Version(Said):
    """公开过、现在仍可查阅的一稿；现行的一稿排在最前。"""

    number: int = Field(description="稿次")
    since_on: date = Field(description="从哪一天起公开")
    until_on: Day = Field(description="到哪一天被后一稿代替；现行的为 null")
    content_hash: str = Field(description="内容哈希")
    href: str = Field(description="网页地址")


class ItemNamed(Said):
    """另一条信息。"""

    id: int = Field(description="编号")
    title: str = Field(description="名称")
    href: str = Field(description="网页地址")


class Interpretation(ItemNamed):
    """政策解读。"""

    form: str = Field(description="解读形式：text、picture、video、questions；没有写明的为空")


class Approval(Said):
    """公开前的审查：批准的内容与公开的内容以哈希对照。"""

    approved_on: date = Field(description="批准日期")
    content_hash: str = Field(description="批准的内容的哈希，与公开的内容相同")


class ItemListed(Said):
    """信息条目在列表中的样子。"""

    id: int = Field(description="编号，在本站不重复，也不会改作他用")
    kind: str = Field(description="类型，例如 policy（政策文件）、notice（公示公告）")
    organ: OrganNamed = Field(description="发布机构")
    title: str = Field(description="名称", examples=["枕溪镇2026年防汛值班安排"])
    index_no: str = Field(description="索引号")
    doc_no: str = Field(description="文号")
    summary: str = Field(description="内容概述")
    formed_on: Day = Field(description="成文日期")
    published_on: date = Field(description="发布日期")
    changed_on: Day = Field(description="变更日期；没有变更的为 null")
    validity: str = Field(
        description="有效性：valid（有效）、amended（已修改）、repealed（废止）、expired（失效）；不涉及的为空"
    )
    category: str = Field(description="目录事项的名称；没有归入目录的为空")
    category_code: str = Field(description="目录事项的编码")
    href: str = Field(description="网页的永久地址")
    content_hash: str = Field(description="公开内容的哈希；内容不变，哈希不变")


class Item(ItemListed):
    """信息条目：全部内容。"""

    body: str = Field(description="正文，经过清理的 HTML")
    effective_on: Day = Field(description="生效日期")
    repealed_on: Day = Field(description="废止日期")
    repealed_by: ItemNamed | None = Field(description="被哪一件废止；不公开或者没有的为 null")
    notice_until_on: Day = Field(description="公示截止日期")
    attribute: str = Field(description="公开属性：active（主动公开）等")
    subject_class: str = Field(description="主题分类")
    form_class: str = Field(description="体裁分类")
    audience: str = Field(description="公开对象")
    five_openness: str = Field(
        description="五公开：decision、execution、management、service、result；没有写明的为空"
    )
    source: str = Field(description="信息来源")
    keywords: str = Field(description="关键词")
    attachments: list[Attachment] = Field(description="附件，按次序")
    versions: int = Field(description="公开过、现在仍可查阅的共几稿，含现行的一稿")
    wordings: list[Version] = Field(description="各稿，现行的在前")
    interprets: ItemNamed | None = Field(description="解读的是哪一件；不公开或者没有的为 null")
    interpretations: list[Interpretation] = Field(description="对它的解读")
    approval: Approval = Field(description="公开前的审查")


class ReportListed(Said):
    """年度报告在列表中的样子。"""

    id: int = Field(description="编号")
    organ: OrganNamed = Field(description="机关")
    year: int = Field(description="年度", examples=[2025])
    title: str = Field(description="标题")
    sha256: str = Field(description="原文件的 SHA-256")
    media_type: str = Field(description="原文件的类型")
    errors: int = Field(description="核对发现的错误数")
    warnings: int = Field(description="需核对的处数")
    notices: int = Field(description="提示数")
    read_at: datetime = Field(description="读取时间")
    href: str = Field(description="网页地址")
    source_href: str = Field(description="原文件的下载地址")


class Report(ReportListed):
    """年度报告：读出的全部数字、文字和核对结果。"""

    data: dict[str, Any] = Field(description="gongkai.annual-report/1 格式的报告，说明见“读懂输出的 JSON”")


class Installation(Said):
    """本站。"""

    id: str = Field(description="本站自己取的标识，不会改变")
    name: str = Field(description="名称", examples=["墨鹭县人民政府"])
    address: str = Field(description="首页地址")


class Counts(Said):
    """公开的各有多少。"""

    organs: int = Field(description="机关")
    items: int = Field(description="信息条目")
    reports: int = Field(description="年度报告")
    collected: int = Field(description="从其他网站采集的信息")


class Instance(Installation):
    """本站：标识、程序和规则数据的版本、公开的各有多少。"""

    version: str = Field(description="程序的版本")
    law: str = Field(description="程序、规则数据和本站网址的摘要；其中一项变了就不同")
    newest_number: int = Field(description="变动的最大序号")
    today: date = Field(description="本站的今天；演示站固定在某一天")
    counts: Counts = Field(description="公开的各有多少")


class ReportRecord(Said):
    """年度报告，供采集。"""

    title: str = Field(description="标题")
    year: int = Field(description="年度")
    href: str = Field(description="网页地址")
    data: dict[str, Any] = Field(description="gongkai.annual-report/1 格式的报告")
    sha256: str = Field(description="原文件的 SHA-256")


class ItemElsewhere(Said):
    """另一条信息：只有标识和网址，没有名称，以免它撤下后名称还留在采集的网站。"""

    uid: str = Field(description="标识，与变动中的 uid 相同")
    href: str = Field(description="网页地址")


class InterpretationElsewhere(ItemElsewhere):
    """政策解读。"""

    form: str = Field(description="解读形式：text、picture、video、questions；没有写明的为空")


class ItemRecord(Item):
    """信息条目，供采集：对其他信息只给标识和网址。"""

    repealed_by: ItemElsewhere | None = Field(description="被哪一件废止；不公开或者没有的为 null")
    interprets: ItemElsewhere | None = Field(description="解读的是哪一件；不公开或者没有的为 null")
    interpretations: list[InterpretationElsewhere] = Field(description="对它的解读")


class Change(Said):
    """一次变动：公开、变更或者撤下了什么。"""

    uid: str = Field(description="标识：首先公开它的网站的标识、类别和编号，以斜线隔开；经几级采集也不变")
    number: int = Field(description="序号：越晚越大，不重复；同一件再有变动时换成新的序号")
    verb: Literal["put", "removed"] = Field(description="put（公开或者变更）、removed（不再公开）")
    kind: str = Field(description="类型；年度报告为 annual_report")
    organ: OrganNamed = Field(description="发布机构")
    at: datetime = Field(description="时间")
    record: ItemRecord | ReportRecord | dict[str, Any] | None = Field(
        description="内容：与 items/{id} 相同，对其他信息只给标识和网址；年度报告为 ReportRecord；采集来的照原样；removed 时为 null"
    )


class Changes(Said):
    """一页变动，按序号排列。"""

    instance: Installation = Field(description="本站")
    after: int = Field(description="从哪个序号之后读起")
    next: int = Field(description="这一页最后的序号；没有变动的，与 after 相同")
    more: bool = Field(description="后面是否还有")
    entries: list[Change] = Field(description="变动")
