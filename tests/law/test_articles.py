"""The articles under which acts are done: each with its source, none twice, none too long for the ledger."""

import shutil

import pytest

from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.articles import articles
from gongkai.lawbook.files import PACKAGE_LAW


def test_an_act_knows_its_article():
    assert articles()["organs.contacts_changed"] == "条例第十二条"
    assert articles()["organs.merged"] == "行政诉讼法第二十六条"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "organs.merged"', 'code = "organs.dissolved"', "同名"),
        ('article = "条例第四条"', f'article = "{"长" * 101}"', "最多 100 个字"),
        ('article = "条例第四条"', "", "article"),
        ('source = "同上"', "", "source"),
        ('source = "同上"', 'source = "同上"\nsauce = "酱"', "sauce"),
    ],
)
def test_a_slip_in_the_articles_is_named(tmp_path, old, new, said):
    shutil.copy(PACKAGE_LAW / "articles.toml", tmp_path)
    file = tmp_path / "articles.toml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        articles(str(tmp_path))
