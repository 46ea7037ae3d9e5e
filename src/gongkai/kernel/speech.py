"""What stands on paper, as it is read aloud in Chinese: for the loudspeaker of a village.

Figures, dates, amounts, telephone numbers, document numbers, units and tables become words; nothing is left that a
reader would have to work out before the microphone.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_YEARS = "〇一二三四五六七八九"
_CALLED = "零幺二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MYRIADS = ("", "万", "亿", "万亿")
_MOST = 10 ** (4 * len(_MYRIADS))
_UNITS = {
    "km²": "平方公里", "km2": "平方公里", "hm²": "公顷", "hm2": "公顷", "m²": "平方米", "m2": "平方米", "㎡": "平方米",
    "m³": "立方米", "m3": "立方米", "km": "公里", "cm": "厘米", "mm": "毫米", "m": "米", "kg": "公斤", "mg": "毫克",
    "g": "克", "t": "吨", "ml": "毫升", "mL": "毫升", "L": "升", "kWh": "千瓦时", "kW": "千瓦", "MW": "兆瓦",
    "℃": "摄氏度", "°C": "摄氏度",
}  # fmt: skip
# Where one says 两 for 2, not 二.
_COUNTED = "个户人名位次天家项件份张间处种年小周万千亿亩辆台块棵头只套批"
_PLAIN = str.maketrans(
    {
        **{chr(0xFF10 + n): str(n) for n in range(10)},
        **{chr(0xFF21 + n): chr(0x41 + n) for n in range(26)},
        **{chr(0xFF41 + n): chr(0x61 + n) for n in range(26)},
        "％": "%",
        "．": ".",
        "＋": "+",
        "－": "-",
        "／": "/",
        "￥": "¥",
        "\u3000": " ",
        "\xa0": " ",
        **{chr(0x2460 + n): f"({n + 1})" for n in range(20)},
    }
)
_ENDS = "。！？；，：、"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# 序号 says nothing that is heard; 面积（亩） names the unit of what stands below.
_RUNNING = frozenset({"序号", "编号", "No.", "№"})
_UNIT_OF_HEAD = re.compile(r"(.+?)[（(](?:单位[：:])?([^（()）\d]{1,6})[）)]")
# What nobody can follow who only listens: attachments, marks to scan, things to click.
_POINTER = re.compile(
    r"[见填按照][^，。；]{0,4}附件|附件[^，。；]{0,6}[中里]的|扫[^，。；]{0,6}二维码|扫码|点击|点开|(?:如|见)(?:下|上)[图表]"
)
_POINTER_ASIDE = re.compile(rf"[（(][^（()）\n]*?(?:{_POINTER.pattern})[^（()）\n]*[）)]")
_TO = r"\s*(?:-|—+|–|~|～)\s*"


@dataclass(frozen=True, slots=True)
class Script:
    """What is read out: short sentences, how often, and how long all of it takes, in seconds. `unread` is what makes
    sense only to somebody who has the paper before him: whoever reads says it in his own words."""

    lines: tuple[str, ...]
    times: int
    seconds: int
    unread: tuple[str, ...] = ()

    @property
    def duration(self) -> str:
        """In words, rounded up to half a minute: 约两分半钟."""
        halves = -(-self.seconds // 30)
        minutes, half = divmod(halves, 2)
        if not minutes:
            return "约半分钟"
        return f"约{'两' if minutes == 2 else numeral(minutes)}分{'半' if half else ''}钟"


def script(text: str, *, longest: int, per_minute: int, times: int) -> Script:
    """A text as it is read out, in sentences of about `longest` characters."""
    heard, unread = _heard(text)
    lines = sentences(spoken(heard), longest)
    said = sum(len(line) for line in lines) * times
    return Script(lines, times, -(-said * 60 // per_minute), unread)


def numeral(number: int) -> str:
    """一千二百三十四 for 1234, 十二 for 12, 一万零五 for 10005. ValueError when it is below nought or too large."""
    if not 0 <= number < _MOST:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return "零"
    words, is_gap = "", False
    for power in range(len(_MYRIADS) - 1, -1, -1):
        group = number // 10 ** (4 * power) % 10**4
        if not group:
            is_gap = bool(words)
            continue
        words += ("零" if words and (is_gap or group < 1000) else "") + _of_group(group) + _MYRIADS[power]
        is_gap = False
    return words.removeprefix("一") if words.startswith("一十") else words


def spoken(text: str) -> str:
    """A text with everything in words; line ends stay."""
    text = text.translate(_PLAIN)
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    text = re.sub(r"[，、：]*([。；！？])[，、。]*", r"\1", text)
    text = re.sub(r"[，、]*：[，、\t ]*", "：", text)
    return re.sub(r"，[，、]+|、，+", "，", re.sub(r"(?m)^[，、]+|[ \t]+$", "", text))


def spoken_row(heads: Sequence[str], cells: Sequence[str]) -> str:
    """One row of a table as a sentence: 渡口村，面积820亩。 The first cell says of what, the others stand behind the heads
    of their columns, with the unit of the head; empty cells and running numbers are not read."""
    named = [*heads, *[""] * (len(cells) - len(heads))]
    pairs = [
        (head.strip(), cell.strip())
        for head, cell in zip(named, cells, strict=False)
        if cell.strip() and head.strip() not in _RUNNING
    ]
    said = [
        cell if place == 0 and not cell[0].isdecimal() else _named_value(head, cell)
        for place, (head, cell) in enumerate(pairs)
    ]
    return "，".join(said) + "。" if said else ""


def _named_value(head: str, cell: str) -> str:
    """面积820亩 for 820 under 面积（亩）."""
    unit = _UNIT_OF_HEAD.fullmatch(head)
    if unit and re.fullmatch(_NUMBER, cell):
        head, cell = unit[1], cell + unit[2]
    between = "为" if head[-1:].isalnum() and head[-1:].isascii() and cell[0].isdecimal() else ""
    return f"{head}{between}{cell}"


def _heard(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without what points at paper or screen, and what that was."""
    unread = [found[0] for found in _POINTER_ASIDE.finditer(text)]
    heard = ""
    for clause in re.findall(r"[^，；。！？\n]*[，；。！？\n]?", _POINTER_ASIDE.sub("", text)):
        if not _POINTER.search(clause):
            heard += clause
            continue
        unread.append(clause.strip(_ENDS + "\n"))
        if clause[-1] in "。！？；\n":  # the sentence ends all the same
            heard = heard.rstrip("，") + clause[-1]
    return heard, tuple(unread)


def sentences(text: str, longest: int) -> tuple[str, ...]:
    """The text in lines of at most about `longest` characters: sentences, and long ones parted where one breathes."""
    whole = re.findall(r"[^。！？；\n]+[。！？；]?", text)
    found = [line for one in whole if one.strip() for line in _parted(one.strip(), longest)]
    return tuple(line if line[-1] in _ENDS else f"{line}。" for line in found)


def _parted(text: str, longest: int, marks: Sequence[str] = ("，：", "、")) -> Iterator[str]:
    """The text, or its pieces: parted at the first of the marks, at the next where a piece is still too long."""
    if len(text) <= longest + 1:  # the mark at its end is not read
        yield text
        return
    if not marks:
        yield from _cut(text, longest)
        return
    line = ""
    for clause in re.findall(f"[^{marks[0]}]+[{marks[0]}]?|[{marks[0]}]", text):
        if line and len(line) + len(clause) > longest + 1:
            yield line
            line = ""
        *before, last = _parted(line + clause, longest, marks[1:])
        yield from before
        line = last
    yield line


def _cut(text: str, longest: int) -> Iterator[str]:
    """A text without any mark is parted behind a word that lets one breathe, or where it must be."""
    while len(text) > longest + 1:
        at = max(text.rfind(word, longest // 2, longest) for word in "的和与及或在由向为")
        at = at + 1 if at > 0 else longest
        yield text[:at] + "，"
        text = text[at:]
    yield text


def _of_group(group: int) -> str:
    """Up to 9999, without a 零 in front."""
    words, is_gap = "", False
    for power in range(3, -1, -1):
        digit = group // 10**power % 10
        if not digit:
            is_gap = bool(words)
            continue
        words += ("零" if is_gap else "") + _DIGITS[digit] + _PLACES[power]
        is_gap = False
    return words


def _one_by_one(text: str, words: str) -> str:
    return "".join(words[int(sign)] if sign.isdigit() else sign for sign in text)


def _figure(text: str) -> str:
    """A figure in words: 十二点三零; one with leading noughts, or too long for words, digit by digit."""
    whole, point, rest = text.replace(",", "").partition(".")
    if (len(whole) > 1 and whole[0] == "0") or len(whole) > 12:
        return _one_by_one(whole + rest, _CALLED)
    return numeral(int(whole)) + (f"点{_one_by_one(rest, _DIGITS)}" if point else "")


def _date(match: re.Match[str]) -> str:
    year, month, day = match[1], int(match[2]), int(match[3])
    return f"{_one_by_one(year, _YEARS)}年{numeral(month)}月{numeral(day)}日"


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    said = f"零{_DIGITS[minute]}" if 0 < minute < 10 else numeral(minute)
    return numeral(hour) + ("点" if minute == 0 else f"点{said}分")


def _money(match: re.Match[str]) -> str:
    whole, _, rest = match[1].replace(",", "").partition(".")
    if len(rest) > 2:
        return f"{_figure(match[1])}元"
    jiao, fen = (int(sign) for sign in rest.ljust(2, "0"))
    yuan = f"{numeral(int(whole))}元" if int(whole) or not (jiao or fen) else ""
    middle = f"{_DIGITS[jiao]}角" if jiao else "零" if fen and yuan else ""
    return yuan + middle + (f"{_DIGITS[fen]}分" if fen else "")


def _share(match: re.Match[str]) -> str:
    return f"{'百' if match[2] == '%' else '千'}分之{_figure(match[1])}"


def _called(match: re.Match[str]) -> str:
    return re.sub(r"\s*-\s*", " ", _one_by_one(match[0], _CALLED)).replace("+", "")


def _number_of_document(match: re.Match[str]) -> str:
    return f"{_one_by_one(match[1], _YEARS)}年第{_figure(match[2])}号文件"


def _counted(match: re.Match[str]) -> str:
    return "两" if match[0] == "2" else _figure(match[0])


def _below_nought(match: re.Match[str]) -> str:
    return f"{'零下' if match[2] else '负'}{_figure(match[1])}{'摄氏度' if match[2] else ''}"


_Say = str | Callable[[re.Match[str]], str]
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
# The order matters: what is longer and means more comes first.
_RULES: tuple[tuple[re.Pattern[str], _Say], ...] = (
    (re.compile(r"(?:https?://|www\.)[\w.:/?&=#%~+-]+", re.A), "网址请看张贴的公告"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.A), "电子邮箱请看张贴的公告"),
    (re.compile(r"[〔\[(（](\d{4})[〕\])）]\s*第?\s*(\d+)\s*号(?:文件|文)?"), _number_of_document),
    (re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"), _date),
    (re.compile(r"(?<![\d.])((?:19|20)\d\d)([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?![\d.])"),
     lambda m: f"{_one_by_one(m[1], _YEARS)}年{numeral(int(m[3]))}月{numeral(int(m[4]))}日"),
    (re.compile(rf"(?<!\d)(\d{{4}})({_TO})(?=\d{{4}}\s*年)"), lambda m: f"{_one_by_one(m[1], _YEARS)}至"),
    (re.compile(r"(?<![\d.])(\d{4})\s*年"), lambda m: f"{_one_by_one(m[1], _YEARS)}年"),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d{9}(?!\d)"), _called),
    (re.compile(r"(?<!\d)(?:0\d{2,3}\s?-?\s?\d{7,8}|400-?\d{3}-?\d{4})(?:-\d{1,5})?(?!\d)"), _called),
    (re.compile(r"(?<=电话|热线|拨打|传真|座机)[：:]?\s*\d{3,8}(?:-\d{1,5})?(?!\d)"), _called),
    (re.compile(r"(?<![\d:])([01]?\d|2[0-4])[:：]([0-5]\d)(?![\d:])"), _clock),
    (re.compile(rf"(?<=[\d%日月点分千百十角元年])({_TO})(?=[\d一二三四五六七八九十〇¥])"), "至"),
    (re.compile(rf"¥\s*({_NUMBER})(?![\d万亿])\s*元?"), _money),
    (re.compile(rf"(?<![\d.])({_NUMBER})\s*元"), _money),
    (re.compile(rf"({_NUMBER})\s*([%‰])"), _share),
    (re.compile(rf"(?<![\dA-Za-z)）])-({_NUMBER})\s*(℃|°C)?"), _below_nought),
    (re.compile(r"(?<![\d/.])(\d{1,3})/(\d{1,3})(?![\d/.])"), lambda m: f"{_figure(m[2])}分之{_figure(m[1])}"),
    (re.compile(rf"(?<=\d)\s*({_UNIT})(?![A-Za-z0-9])"), lambda m: _UNITS[m[1]]),
    (re.compile(r"(?m)^\s*[(（]?(\d{1,2})[)）.、]\s*(?!\d)"), lambda m: f"第{numeral(int(m[1]))}，"),
    (re.compile(r"(?m)^\s*[(（]([一二三四五六七八九十]+)[)）]"), r"\1，"),
    (re.compile(r"(?<!\d)\d{3,4}(?=室|房|\d*幢)"), lambda m: _one_by_one(m[0], _CALLED)),
    (re.compile(r"(?<!\d)\d{9,}(?![\d,.])"), lambda m: _one_by_one(m[0], _CALLED)),
    (re.compile(rf"(?<![\d.第])2(?=[{_COUNTED}])"), _counted),
    (re.compile(_NUMBER), lambda m: _figure(m[0])),
    (re.compile(r"≥|不小于"), "不低于"),
    (re.compile(r"≤|不大于"), "不高于"),
    (re.compile(r"(?<=元|[米斤克吨升时])/(?=[一-鿿])"), "每"),
    (re.compile(r"(?<=[一-鿿])/(?=[一-鿿])"), "或"),
    (re.compile(r":\s*"), "："),
    (re.compile(r"[)）](?=[的之和与、])"), ""),
    (re.compile(r"\s*(?:——|—|--)\s*|[(（）)\[\]〔〕【】]|,(?!\d)"), "，"),
)  # fmt: skip
