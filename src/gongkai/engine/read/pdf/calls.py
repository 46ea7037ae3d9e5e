"""The functions of pdfium that are asked for every object and every character of a page.

They take plain addresses and many questions at a time: the declarations of pypdfium2 wrap each pointer in an object of
its own, which takes twice the time of the answer itself.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

Rect = tuple[float, float, float, float]
Address = int

_FLOAT = ctypes.sizeof(ctypes.c_float)
_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium that takes and gives addresses as numbers. It keeps the interpreter's lock: its answer is
    there sooner than the lock could change hands."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(function))


def address_of(pointer: Any) -> Address:
    """The address that a pointer or a function of pypdfium2 holds."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


_box_of = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_kind_of = _plain(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
_of_page = _plain(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
_of_form = _plain(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
_is_untold = _plain(pdfium.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
_bounds_of = _plain(pdfium.FPDFPageObj_GetBounds, _INT, *(_POINTER,) * 5)


def boxes(text_page: Any, indices: Sequence[int]) -> list[Rect]:
    """Left, top, right, bottom of each of these characters, in the places of the file."""
    values = (ctypes.c_float * (4 * len(indices)))()
    start = ctypes.addressof(values)
    places = range(start, start + len(values) * _FLOAT, 4 * _FLOAT)
    for _ in map(_box_of, repeat(address_of(text_page)), indices, places):
        pass
    return _in_fours(values)


def untold(text_page: Any, indices: Iterable[int]) -> Iterator[int]:
    """1 for each of these characters of which the file does not tell which it is, for then pdfium gives a number of the
    font; another number for the others."""
    return map(_is_untold, repeat(address_of(text_page)), indices)


def objects(owner: Any, count: int, *, is_form: bool) -> tuple[list[int], list[Address]]:
    """Kinds and addresses of the objects of a page or of a drawing on it."""
    found = list(map(_of_form if is_form else _of_page, repeat(address_of(owner)), range(count)))
    return list(map(_kind_of, found)), found


def bounds(items: Sequence[Address]) -> list[Rect]:
    """Left, bottom, right, top of each of these objects; empty at 0 for one that has none."""
    values = (ctypes.c_float * (4 * len(items)))()
    start = ctypes.addressof(values)
    stop = start + len(values) * _FLOAT
    places = [range(start + side * _FLOAT, stop, 4 * _FLOAT) for side in range(4)]
    for _ in map(_bounds_of, items, *places):
        pass
    return _in_fours(values)


def _in_fours(values: Any) -> list[Rect]:
    sides = iter(memoryview(values).cast("B").cast("f").tolist())
    return list(zip(sides, sides, sides, sides, strict=True))
