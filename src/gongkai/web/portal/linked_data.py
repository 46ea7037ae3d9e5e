"""What a page is, for machines: schema.org as JSON-LD in a data block, which no browser runs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.web.disclosure.models import ItemKind, Validity
from gongkai.web.organs.models import Organ
from gongkai.web.reports.models import Report

from .addresses import at_home
from .item_page import Attached, ItemPage

Thing = Mapping[str, Any]

_IN_FORCE = {
    Validity.VALID: "InForce",
    Validity.AMENDED: "PartiallyInForce",
    Validity.REPEALED: "NotInForce",
    Validity.EXPIRED: "NotInForce",
}
_LEGAL = (ItemKind.POLICY, ItemKind.NORMATIVE)
# Whatever a title says, it cannot end the block that it stands in.
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def of_place(name: str) -> SafeString:
    """The site of a place, and how it is searched."""
    search = {
        "@type": "SearchAction",
        "target": f"{at_home(reverse('portal:search'))}?q={{words}}",
        "query-input": "required name=words",
    }
    told = _told(name=f"{name}政府信息公开", url=at_home(reverse("portal:home")), inLanguage="zh-CN")
    return _block([{"@type": "WebSite"} | told | {"potentialAction": search}])


def of_organ(organ: Organ) -> SafeString:
    """An organ and where its page stands."""
    told = _told(
        name=organ.name,
        alternateName=organ.short_name,
        url=_address(organ),
        identifier=organ.code,
        telephone=organ.phone,
        faxNumber=organ.fax,
        email=organ.email,
        address=_postal(organ),
        parentOrganization=_publisher(organ.parent) if organ.parent else None,
        dissolutionDate=organ.until_on,
    )
    return _block(
        [
            {"@type": "GovernmentOrganization"} | told,
            _crumbs([organ.parent] if organ.parent else [], organ.name),
        ]
    )


def of_item(page: ItemPage) -> SafeString:
    """A live item: a document that holds, or any other; with the files that belong to it."""
    item, version = page.item, page.version
    is_legal = item.kind in _LEGAL
    told = _told(
        name=version.title,
        description=version.summary,
        url=at_home(reverse("portal:item", args=[item.organ.slug, item.pk])),
        identifier=item.index_no,
        keywords=version.keywords,
        dateCreated=version.formed_on,
        datePublished=item.published_on,
        dateModified=item.changed_on,
        version=version.number,
        associatedMedia=[_file(one) for one in page.attachments],
    )
    if is_legal:
        told |= _told(
            legislationIdentifier=version.doc_no,
            legislationDate=version.formed_on,
            legislationDateVersion=version.effective_on,
            legislationLegalForce=_IN_FORCE.get(item.validity),
        )
    return _document("Legislation" if is_legal else "DigitalDocument", item.organ, told)


def of_report(report: Report, title: str) -> SafeString:
    """An annual report."""
    told = _told(
        name=title,
        url=at_home(reverse("portal:report", args=[report.organ.slug, report.year])),
        temporalCoverage=f"{report.year}-01-01/{report.year}-12-31",
    )
    return _document("Report", report.organ, told)


def _document(kind: str, organ: Organ, told: Thing) -> SafeString:
    shared = {"@type": kind, "inLanguage": "zh-CN", "isAccessibleForFree": True}
    return _block([shared | told | {"publisher": _publisher(organ)}, _crumbs([organ], told["name"])])


def _file(attached: Attached) -> Thing:
    told = _told(
        name=attached.name,
        contentUrl=at_home(attached.address),
        encodingFormat=attached.media_type,
        contentSize=attached.size,
    )
    return {"@type": "MediaObject"} | told


def _publisher(organ: Organ) -> Thing:
    return {"@type": "GovernmentOrganization", "name": organ.name, "url": _address(organ)}


def _postal(organ: Organ) -> Thing | None:
    told = _told(streetAddress=organ.address, postalCode=organ.postcode)
    return {"@type": "PostalAddress"} | told if told else None


def _crumbs(organs: Sequence[Organ], here: str) -> Thing:
    """The way from the first page to this one, which needs no address."""
    steps = [("首页", at_home(reverse("portal:home")))]
    steps += [(organ.name, _address(organ)) for organ in organs]
    listed = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, start=1)
    ]
    listed.append({"@type": "ListItem", "position": len(listed) + 1, "name": here})
    return {"@type": "BreadcrumbList", "itemListElement": listed}


def _address(organ: Organ) -> str:
    return at_home(reverse("portal:organ", args=[organ.slug]))


def _told(**facts: str | int | date | Thing | Sequence[Thing] | None) -> dict[str, Any]:
    """What is known."""
    return {name: value for name, value in facts.items() if value not in ("", None, [])}


def _block(things: Sequence[Thing]) -> SafeString:
    """The data block."""
    data = {"@context": "https://schema.org", "@graph": things}
    text = DjangoJSONEncoder(ensure_ascii=False).encode(data).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
