"""信息处理费: what may be charged when applications are clearly excessive; progressive, in whole yuan.

For one application one of two methods is chosen, never both: by item, counted over a calendar month, or by volume,
counted within the application. The fee is the sum over the bands of the ladder, and a notice prints each band.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .days import in_words
from .problems import Refused

BY_ITEM = "by_item"
BY_VOLUME = "by_volume"


@dataclass(frozen=True, slots=True)
class FeeBand:
    """Up to which unit a price holds; `last` is None for the band that has no end."""

    last: int | None
    price: int


@dataclass(frozen=True, slots=True)
class FeeRise:
    """How it goes on after the bands: every `width` units the price is higher by `rise`, beginning with `price`."""

    width: int
    price: int
    rise: int


@dataclass(frozen=True, slots=True)
class FeeLadder:
    """One of the two ladders. `unit` is what is counted, `counted` how; `not_for` are the outcomes that it cannot charge."""

    code: str
    name: str
    unit: str
    counted: str
    article: str
    source: str
    bands: tuple[FeeBand, ...]
    rise: FeeRise | None = None
    not_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FeeLaw:
    """Both ladders, since when anything may be charged, whether withdrawn applications count among those of a month, and how
    many units nobody asks for at once."""

    article: str
    since_on: date
    ladders: Mapping[str, FeeLadder]
    counts_withdrawn: bool
    most_units: int


@dataclass(frozen=True, slots=True)
class FeeLine:
    """The units of one band: from the first to the last, at which price in yuan each."""

    first: int
    last: int
    price: int

    @property
    def count(self) -> int:
        """How many units they are."""
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        """Yuan for all of them."""
        return self.count * self.price


@dataclass(frozen=True, slots=True)
class Fee:
    """What one application costs by one ladder, band by band."""

    ladder: FeeLadder
    lines: tuple[FeeLine, ...]

    @property
    def amount(self) -> int:
        """Yuan."""
        return sum(line.amount for line in self.lines)


def fee_by_item(prior: int, new: int, *, law: FeeLaw) -> Fee:
    """The fee for `new` applications of somebody who had `prior` ones in the same month. ValueError below
    0, Refused for more than anybody asks for."""
    return _fee(law.ladders[BY_ITEM], prior, new, most=law.most_units)


def fee_by_volume(pages: int, *, law: FeeLaw) -> Fee:
    """The fee for so many pages of one application; a side of A4 or less is one. ValueError below 0, Refused
    for more than anybody asks for."""
    return _fee(law.ladders[BY_VOLUME], 0, pages, most=law.most_units)


def _fee(ladder: FeeLadder, prior: int, new: int, *, most: int) -> Fee:
    if prior < 0 or new < 0:
        raise ValueError(f"{new} units after {prior}")
    if new > most:
        raise Refused(
            f"一件申请{ladder.name}最多{most:,}{ladder.unit}，填写的是{new:,}{ladder.unit}。",
            "请核对数量，重新填写。",
        )
    lines = []
    for band in _bands(ladder):
        first, last = max(band.first, prior + 1), min(band.last, prior + new)
        if first <= last:
            lines.append(FeeLine(first, last, band.price))
        if band.last >= prior + new:
            break
    return Fee(ladder, tuple(lines))


# Beyond what anybody can ask for; the last band has no end.
_ENDLESS = 10**12


def _bands(ladder: FeeLadder) -> Iterator[FeeLine]:
    """The ladder, rung by rung."""
    last = 0
    for band in ladder.bands:
        yield FeeLine(last + 1, band.last or _ENDLESS, band.price)
        last = band.last or _ENDLESS
    if ladder.rise:
        price = ladder.rise.price
        while last < _ENDLESS:
            yield FeeLine(last + 1, last + ladder.rise.width, price)
            last += ladder.rise.width
            price += ladder.rise.rise


def in_month_before(earlier: Iterable[date], received_on: date) -> int:
    """How many of somebody's earlier applications to an organ fall into the calendar month of a new one."""
    month = (received_on.year, received_on.month)
    return sum((day.year, day.month) == month for day in earlier)


def must_be_chargeable(fee: Fee, *, noticed_on: date, law: FeeLaw, outcome: str = "") -> None:
    """Raises Refused when no notice may go out: nothing to pay, too early, or only told where it has been published.

    `outcome` is the code of what the reply will be, where that is known already.
    """
    if noticed_on < law.since_on:
        raise Refused(
            f"信息处理费自{in_words(law.since_on)}起才可以收取。", "请核对日期；此前的申请不收取费用。"
        )
    if outcome in fee.ladder.not_for:
        raise Refused(
            f"只告知获取方式和途径的答复，不能{fee.ladder.name}。", "不收费，或者符合条件的改为按件计收。"
        )
    if not fee.amount:
        raise Refused("按照收费标准，这件申请不收费。", "不必发出收费通知，请继续办理。")


def notice_lines(fee: Fee, *, law: FeeLaw) -> tuple[str, ...]:
    """What a fee notice says about the money: basis, standard, the sum band by band, the amount."""
    unit = fee.ladder.unit
    return (
        f"收费依据：{law.article}。",
        f"收费标准：{fee.ladder.name}，{fee.ladder.counted}。{standard(fee.ladder)}。",
        *(f"{_span(line, unit)}：{_worked(line, unit)}。" for line in fee.lines),
        f"应缴金额：{yuan(fee.amount)}。",
    )


def standard(ladder: FeeLadder) -> str:
    """The ladder in words."""
    unit = ladder.unit
    told = [_rung(line, unit) for line, _ in zip(_bands(ladder), ladder.bands, strict=False)]
    if ladder.rise:
        width, price, rise = ladder.rise.width, ladder.rise.price, ladder.rise.rise
        first = (ladder.bands[-1].last or 0) + 1
        told.append(
            f"{_span(FeeLine(first, first + width - 1, price), unit)}每{unit}{price}元，"
            f"以后每增加{width}{unit}，每{unit}增加{rise}元"
        )
    return "；".join(told)


def _rung(line: FeeLine, unit: str) -> str:
    price = f"每{unit}{line.price}元" if line.price else "不收费"
    span = f"第{line.first}{unit}以上" if line.last >= _ENDLESS else _span(line, unit)
    return span + price


def _span(line: FeeLine, unit: str) -> str:
    return f"第{line.first}{unit}" if line.count == 1 else f"第{line.first}至{line.last}{unit}"


def _worked(line: FeeLine, unit: str) -> str:
    if not line.price:
        return f"{line.count}{unit}，不收费"
    return f"{line.count}{unit}×{yuan(line.price)}＝{yuan(line.amount)}"


def yuan(amount: int) -> str:
    """An amount as it is printed: thousands are marked from five digits on."""
    return f"{amount:,}元" if amount >= 10_000 else f"{amount}元"
