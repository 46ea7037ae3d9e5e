"""Items that went through the chain, with everything that a page can show of them."""

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import transaction

from gongkai.web.disclosure.actions import Content, File
from gongkai.web.foundations import files
from tests.web.disclosure import conftest as chain
from tests.web.told_again import told_again

BODY = """<h2>一、补贴对象</h2>
<p>本镇种植水稻的<strong>实际种粮人</strong>。</p>
<h2>二、补贴标准</h2>
<p>每亩补贴120元。</p>
<table>
<thead>
<tr><th scope="col">村</th><th scope="col">亩</th></tr>
</thead>
<tbody>
<tr><td>渡口村</td><td>1200</td></tr>
</tbody>
</table>
<p>自2026年起执行。</p>"""
POLICY = Content(
    title="枕溪镇2026年水稻种植补贴办法",
    summary="规定补贴的对象、标准和申领办法。",
    body=BODY,
    doc_no="枕政发〔2026〕3号",
    formed_on=date(2026, 2, 1),
    effective_on=date(2026, 2, 3),
    source="枕溪镇农业服务中心",
    keywords="水稻 补贴",
)


town, live = chain.town, chain.live  # fixtures


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Files that were written for another test are not there."""
    cache.clear()


def kept(name, data, *, media_type="application/pdf"):
    """An attachment of these bytes."""
    with transaction.atomic():
        return File(name, files.keep(data, media_type=media_type, ending=name.rpartition(".")[2]))


@pytest.fixture
def policy(organ, town):
    """A public policy with two attachments."""

    def tell():
        form = kept("申领表 1/2.pdf", b"%PDF-1.4 form")
        content = replace(POLICY, attachments=(form, kept("面积.csv", b"a,b", media_type="text/csv")))
        return town.publish(town.draft(organ, content, kind="policy"))

    return told_again(("policy",), tell)


def page(client, path):
    """What a reader gets."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return BeautifulSoup(answer.content, "lxml")


def words(element):
    """Its words without blanks."""
    return "".join(element.get_text().split())


def links(element):
    """Where its words lead."""
    return {words(link): link["href"] for link in element.select("a[href]")}


def path_of(item):
    """Where an item stands."""
    return f"/organs/{item.organ.slug}/items/{item.pk}/"
