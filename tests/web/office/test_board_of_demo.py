"""The board of duties in the office says of the invented county what its public pages say."""

import re

from gongkai.web.organs.models import Organ

BOARD = "/office/catalogue/board/"


def test_office_and_portal_count_the_same_as_late(small_county, browser_of):
    counted = 0
    for organ in Organ.objects.active():
        browser = browser_of("clerk", organ)
        told = re.search(r"定期更新的 \d+ 项中，(\d+) 项", browser.get(f"/organs/{organ.slug}/").text)
        late = re.search(r"逾期(\d+)项", browser.get(BOARD, {"organ": organ.pk}).text)
        assert (int(told[1]) if told else 0) == (int(late[1]) if late else 0), organ
        counted += bool(told)
    assert counted
