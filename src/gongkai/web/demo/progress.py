"""How far the telling has come: a bar for people who watch, a line now and then for a file."""

import sys
from collections.abc import Iterator

import click

from .scene import Deed

_LABEL = "建立演示数据"
_LINES = 5
_FEW = 400  # deeds that are done before anybody wonders


def watched(deeds: list[Deed]) -> Iterator[Deed]:
    """The deeds one by one, told on the way where there are many."""
    if len(deeds) < _FEW:
        yield from deeds
    elif sys.stderr.isatty():
        with click.progressbar(deeds, label=_LABEL, file=sys.stderr) as bar:
            yield from bar
    else:
        yield from _in_lines(deeds)


def _in_lines(deeds: list[Deed]) -> Iterator[Deed]:
    every = -(-len(deeds) // _LINES)
    for place, deed in enumerate(deeds):
        if place % every == 0:
            click.echo(f"{_LABEL}：{place * 100 // len(deeds)}%", err=True)
        yield deed
