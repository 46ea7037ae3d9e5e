"""Whoever signs a report sees which of its words no register proves."""

from gongkai.web.office.reviewed_editions import _words
from gongkai.web.reports.models import Edition


def test_what_no_register_keeps_is_named_beside_the_report():
    about = ["工作考核", "社会评议"]
    edition = Edition(data={"by_hand": [{"topic": "监督保障", "about": about}]})
    assert ("手写，无登记可查：监督保障", "本系统还没有工作考核、社会评议的登记，写的由签发人负责。") in [
        *_words(edition)
    ]
