"""What the law leaves no room for: refused with the article, the reason, and what is allowed instead."""

import pytest

from gongkai.kernel.problems import NotLawful, Refused
from tests.kernel.clock_cases import clock_of

IN = "2026-01-30 received; "  # due on 2026-03-05
SENT = IN + "2026-02-05 consultation_sent id=c of=third_party; "
CORRECTED = IN + "2026-02-10 correction_asked; 2026-03-02 corrected; "

# What happened, the article, why it is refused, and what is allowed.
REFUSED = [
    ("2026-02-05 extended days=20", "条例第三十三条", "还没有记入收到申请", "先记入收到申请"),
    (IN + "2026-02-02 received", "条例第三十一条", "已经是2026年1月30日", "收到日期只有一个"),
    ("2019-05-14 received", "国务院令第711号", "自2019年5月15日起施行", "2019年5月15日以后"),
    (IN + "2026-03-06 extended days=20", "条例第三十三条", "在2026年3月5日已经届满", "尽快答复"),
    (IN + "2026-03-02 extended days=21", "条例第三十三条", "不能延长21个工作日", "1至20个工作日"),
    (IN + "2026-03-02 extended days=0", "条例第三十三条", "不能延长0个工作日", "1至20个工作日"),
    (IN + "2026-03-02 extended", "条例第三十三条", "没有写明延长多少", "1至20个工作日"),
    (IN + "2026-03-02 extended days=5; 2026-03-03 extended days=5", "条例第三十三条", "已经延长过一次", "2026年3月12日以前"),
    (IN + "2026-03-02 delayed until=2026-05-08; 2026-03-03 extended days=5", "条例第三十三条", "已经确定", "2026年5月8日以前"),
    (IN + "2026-02-10 correction_asked; 2026-02-11 extended days=5", "条例第三十三条", "正在等候申请人补正", "重新计算以后"),
    (IN + "2026-03-02 delayed until=2026-03-05", "条例第三十五条", "不晚于现在的答复期限", "2026年3月5日以后"),
    (IN + "2026-03-02 delayed", "条例第三十五条", "没有写明延迟到哪一天", "2026年3月5日以后"),
    (IN + "2026-03-06 delayed until=2026-05-08", "条例第三十五条", "已经届满", "尽快答复"),
    (IN + "2026-03-02 delayed until=2026-05-08; 2026-03-03 delayed until=2026-06-08", "条例第三十五条", "已经确定", "2026年5月8日以前"),
    (IN + "2026-02-11 correction_asked", "条例第三十条", "应当在2026年2月10日以前告知", "写明理由后仍可以告知"),
    (IN + "2026-02-10 correction_asked limit_on=2026-02-10", "条例第三十条", "不在告知之后", "告知之后的一天"),
    (IN + "2026-02-05 correction_asked; 2026-02-10 correction_asked", "条例第三十条", "一次为限", "等候补正"),
    (IN + "2026-02-10 corrected", "条例第三十条", "没有告知补正", "答复期限不变"),
    (CORRECTED + "2026-03-03 corrected", "条例第三十条", "已经了结", "新的申请"),
    (IN + "2026-02-10 correction_asked limit_on=2026-02-28; 2026-03-02 corrected", "条例第三十条", "没有记入正当理由", "新的申请"),
    (IN + "2026-02-10 correction_asked; 2026-02-11 replied; 2026-02-12 corrected", "条例第三十条", "已经在2026年2月11日办结", "新的申请"),
    (IN + "2026-02-10 correction_asked limit_on=2026-02-28; 2026-02-28 correction_lapsed", "条例第三十条", "才届满", "2026年2月28日过后"),
    (IN + "2026-02-10 correction_lapsed", "条例第三十条", "没有告知补正", "继续办理"),
    (CORRECTED + "2026-04-10 correction_lapsed", "条例第三十条", "已经收到补正", "继续办理"),
    (IN + "2026-02-05 consultation_sent id=c", "条例第三十三条", "向谁征求意见", "第三方"),
    (SENT + "2026-02-06 consultation_sent id=c of=organ", "条例第三十三条", "已经发出过", "另用一个编号"),
    (IN + "2026-02-06 consultation_closed id=c", "条例第三十三条", "没有发出编号“c”", "先记入发出"),
    (SENT + "2026-02-04 consultation_closed id=c", "条例第三十三条", "没有发出编号“c”", "先记入发出"),
    (SENT + "2026-02-09 consultation_closed id=c; 2026-02-10 consultation_closed id=c", "条例第三十三条", "已经结束", "更正"),
    (SENT + "2026-02-09 consultation_received id=c; 2026-02-10 consultation_received id=c", "条例第三十二条", "已经记入", "更正"),
    (SENT + "2026-03-05 consultation_received id=c", "条例第三十二条", "在2026年3月4日已经结束", "重新发出"),
    (IN + "2026-03-06 fee_noticed", "国办函〔2020〕109号", "在2026年3月5日已经届满", "不能再收费"),
    (IN + "2026-02-05 fee_noticed; 2026-02-06 fee_noticed", "国办函〔2020〕109号", "已经发过", "只发一次"),
    (IN + "2026-02-05 fee_paid", "国办函〔2020〕109号", "没有发出收费通知", "退还"),
    (IN + "2026-02-05 fee_noticed; 2026-02-06 fee_paid; 2026-02-09 fee_paid", "国办函〔2020〕109号", "已经缴过费", "退还"),
    (IN + "2026-02-05 fee_noticed; 2026-03-12 fee_paid", "国办函〔2020〕109号", "视为放弃申请", "新的申请"),
    (IN + "2026-02-05 fee_noticed; 2026-03-11 fee_lapsed", "国办函〔2020〕109号", "才届满", "2026年3月11日过后"),
    (IN + "2026-02-05 fee_lapsed", "国办函〔2020〕109号", "没有发出收费通知", "继续办理"),
    (IN + "2026-02-27 replied; 2026-03-02 extended days=5", "条例第三十三条", "2026年2月27日办结", "重新办理"),
    (IN + "2026-02-27 reopened by=review", "行政复议法", "还没有办结", "继续办理"),
    (IN + "2026-02-27 replied; 2026-03-02 reopened", "", "因何重新办理", "行政复议"),
    (IN + "2026-02-27 replied; 2026-03-02 reopened by=court limit_on=2026-02-28", "行政诉讼法", "在收到决定之前", "核对期限"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "article", "why", "allowed"), REFUSED)
def test_refused(written: str, article: str, why: str, allowed: str) -> None:
    with pytest.raises(NotLawful) as refusal:
        clock_of(written)
    assert refusal.value.article == article
    assert why in refusal.value.message
    assert allowed in refusal.value.advice


def test_a_refusal_is_kept_as_every_refused_act_is() -> None:
    assert issubclass(NotLawful, Refused)


# On the last lawful day the same events are taken.
TAKEN = [
    "2019-05-15 received",
    IN + "2026-03-05 extended days=20",
    IN + "2026-03-05 delayed until=2026-03-06",
    IN + "2026-02-10 correction_asked",
    IN + "2026-02-10 correction_asked limit_on=2026-02-28; 2026-03-01 correction_lapsed",
    IN + "2026-03-05 fee_noticed",
    IN + "2026-02-05 fee_noticed; 2026-03-11 fee_paid",
    IN + "2026-02-05 fee_noticed; 2026-03-12 fee_lapsed",
    SENT + "2026-03-04 consultation_received id=c",
]


@pytest.mark.parametrize("written", TAKEN)
def test_the_last_lawful_day(written: str) -> None:
    assert clock_of(written).received_on
