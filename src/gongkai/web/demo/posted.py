"""Where else the county makes its items public: channels, and places where somebody hangs them up."""

from collections.abc import Iterator
from datetime import datetime

from gongkai.web.channels import actions as channels
from gongkai.web.channels.models import Channel, PublicPlace

from .county import Toml
from .scene import Deed, Scene


def channel_deeds(scene: Scene, raw: Toml, place: int) -> Iterator[Deed]:
    """A channel and what went through it, unless the organ has it."""
    if not scene.has("clerk") or scene.organ.channels.filter(name=raw["name"]).exists():
        return
    channel = Channel(
        organ=scene.organ, kind=raw["kind"], name=raw["name"], opened_on=scene.ago(raw["opened"])
    )
    yield (
        scene.moment(raw["opened"], place),
        lambda at: channels.open_channel(channel, by=scene.viewer("clerk", at=at), at=at),
    )
    for title, ago in raw["published"].items():
        yield (
            scene.moment(ago, place, _AFTERWARDS),
            lambda at, title=title: _through(scene, channel, title, at),
        )


def place_deeds(scene: Scene, raw: Toml, place: int) -> Iterator[Deed]:
    """A place, what hangs there and what is still to be hung up, unless the organ has it."""
    if not scene.has("clerk") or scene.organ.public_places.filter(name=raw["name"]).exists():
        return
    told = {name: raw[name] for name in ("kind", "name", "village", "location", "keeper")}
    spot = PublicPlace(organ=scene.organ, opened_on=scene.ago(raw["opened"]), **told)
    yield (
        scene.moment(raw["opened"], place),
        lambda at: channels.add_place(spot, by=scene.viewer("clerk", at=at), at=at),
    )
    for title, ago in (raw["posted"] | raw["planned"]).items():
        is_up = title in raw["posted"]
        yield (
            scene.moment(ago, place, _AFTERWARDS),
            lambda at, title=title, is_up=is_up: _hung(scene, spot, title, at, is_up=is_up),
        )


_AFTERWARDS = 20  # steps: in the afternoon, when the item is public


def _through(scene: Scene, channel: Channel, title: str, at: datetime) -> None:
    item = scene.item(title)
    if item and item.is_live:
        channels.publish_through(
            channel, item, on=at.date(), address="", by=scene.viewer("clerk", at=at), at=at
        )


def _hung(scene: Scene, spot: PublicPlace, title: str, at: datetime, *, is_up: bool) -> None:
    item, clerk = scene.item(title), scene.viewer("clerk", at=at)
    if item and item.is_live:
        posting = channels.plan(spot, item, by=clerk, at=at)
        if is_up:
            channels.post(posting, on=at.date(), posted_by=spot.keeper, by=clerk, at=at)
