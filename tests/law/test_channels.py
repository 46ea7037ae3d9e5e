"""The channels of the standard catalogue, as the data has them."""

import pytest

from gongkai.kernel.paper import Role
from gongkai.kernel.problems import LawInvalid
from gongkai.lawbook.channels import channel_rules, sheet_style
from gongkai.lawbook.files import PACKAGE_LAW

OURS = (PACKAGE_LAW / "channels.toml").read_text("utf-8")


def test_the_standard_channels_are_all_there():
    kinds = channel_rules().kinds
    assert [kind.name for kind in kinds.values()][:7] == [
        "政府网站",
        "政府公报",
        "两微一端",
        "发布会、听证会",
        "广播电视",
        "纸质媒体",
        "公开查阅点",
    ]
    assert [kind.code for kind in kinds.values() if kind.mark == "■"] == ["website"]
    assert [kind.code for kind in channel_rules().places()] == [
        "enquiry",
        "hall",
        "station",
        "notice_board",
        "screen",
        "loudspeaker",
    ]


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_what_is_posted_can_be_read_from_two_metres(size):
    style = sheet_style(size)
    high = style.styles[Role.BODY].size * 25.4 / 72
    assert high * 200 >= 1900, "a character is a two-hundredth of the distance high"
    assert style.page.text_width == style.page.width - style.page.left - style.page.right
    assert style.page.characters * high <= style.page.text_width


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "gazette"', 'code = "website"', "写了两次"),
        ("is_online = true\nis_mandatory", "is_online = true\nis_place = true\nis_mandatory", "一处地方"),
        ("days = 3", "days = 0", "不小于 1"),
        ("margin = 16", "margin = 160", "没有版心"),
        ("longest = 35", "longest = 5", "不小于 10"),
        ("[watch]", "[watched]", "watched"),
    ],
)
def test_a_slip_in_the_data_is_told(tmp_path, old, new, said):
    assert old in OURS
    (tmp_path / "channels.toml").write_text(OURS.replace(old, new, 1), "utf-8")
    with pytest.raises(LawInvalid, match=said):
        channel_rules(str(tmp_path))
