"""The lines and the coloured areas that a page draws. A thin rectangle is a line, whatever program drew it."""

import ctypes
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from gongkai.engine.read.pdf import calls
from gongkai.kernel.findings import Box

Bounds = tuple[float, float, float, float]  # left, bottom, right, top, in the places of the file
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

MAX_OBJECTS = 50_000  # of a page; more is a drawing
MAX_SEGMENTS = 50_000
_MAX_DEPTH = 4
_THIN = 3.0  # points
_SHORT = 3.0
_STRAIGHT = 0.7
_WHITE = 250
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_PATH, _FORM = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM
_PICTURE = pdfium.FPDF_PAGEOBJ_IMAGE


class Stroke(NamedTuple):
    """A straight line along an axis: at this place across it, from start to stop along it."""

    at: float
    start: float
    stop: float


class Shade(NamedTuple):
    """A filled area that is not white."""

    left: float
    top: float
    right: float
    bottom: float


class Strokes:
    """All lines of a page, from left to right (`across`) and from top to bottom (`down`), its shades, how many objects
    were looked at for them, and how many of these are pictures."""

    def __init__(self) -> None:
        self.across: list[Stroke] = []
        self.down: list[Stroke] = []
        self.shades: list[Shade] = []
        self.objects = 0
        self.pictures = 0

    def line(self, box: Box) -> bool:
        """Add the box as a line if it is thin, and say whether it was."""
        left, top, right, bottom = box
        if bottom - top <= _THIN:
            if right - left > _SHORT:
                self.across.append(Stroke((top + bottom) / 2, left, right))
            return True
        if right - left <= _THIN:
            self.down.append(Stroke((left + right) / 2, top, bottom))
            return True
        return False


def strokes_of(page: Any, place: Callable[[Bounds], Box]) -> Strokes:
    """Every line and shade of an open page, also inside drawings that are placed on it as a whole."""
    reader = _Reader(place)
    reader.read(page, pdfium.FPDFPage_CountObjects(page), matrix=_IDENTITY)
    return reader.found


class _Reader:
    """Walks the objects of a page within bounds of number and depth."""

    def __init__(self, place: Callable[[Bounds], Box]) -> None:
        self.found = Strokes()
        self._place = place
        self._left_objects = MAX_OBJECTS
        self._left_segments = MAX_SEGMENTS
        self._colour = tuple(ctypes.c_uint() for _ in range(4))

    def read(self, owner: Any, count: int, *, matrix: Matrix, depth: int = 0) -> None:
        """The objects of a page or of a drawing; `matrix` turns the drawing's places into the page's."""
        count = min(count, self._left_objects)
        self._left_objects -= count
        self.found.objects += count
        kinds, items = calls.objects(owner, count, is_form=depth > 0)
        self.found.pictures += kinds.count(_PICTURE)
        self._paths([item for kind, item in zip(kinds, items, strict=True) if kind == _PATH], matrix)
        if _FORM in kinds and depth < _MAX_DEPTH:
            for kind, item in zip(kinds, items, strict=True):
                if kind == _FORM:
                    self._form(_pointer(item), matrix, depth)

    def _form(self, form: Any, matrix: Matrix, depth: int) -> None:
        count = max(pdfium.FPDFFormObj_CountObjects(form), 0)
        self.read(form, count, matrix=_times(_matrix_of(form), matrix), depth=depth + 1)

    def _paths(self, items: Sequence[calls.Address], matrix: Matrix) -> None:
        """Thin paths are lines; the others are looked at more closely."""
        place, is_line = self._place, self.found.line
        for item, bounds in zip(items, calls.bounds(items), strict=True):
            box = place(bounds if matrix is _IDENTITY else _turned(bounds, matrix))
            if not is_line(box):
                self._area(_pointer(item), box, matrix)

    def _area(self, path: Any, box: Box, matrix: Matrix) -> None:
        """A path with two dimensions: a filled area, or an outline whose straight sides are lines."""
        mode, is_stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(is_stroked))
        is_filled = mode.value != pdfium.FPDF_FILLMODE_NONE
        segments = pdfium.FPDFPath_CountSegments(path)
        if is_filled and segments <= 6 and not is_stroked.value:
            if self._is_coloured(path):
                self.found.shades.append(Shade(*box))
            return
        if segments > self._left_segments:
            return
        self._left_segments -= segments
        inner = _times(_matrix_of(path), matrix)
        for outline in _outlines(path, segments):
            points = [self._point(point, inner) for point in outline]
            if is_stroked.value:
                self._sides_of(points)
            elif is_filled and not self.found.line(_around(points)) and self._is_coloured(path):
                self.found.shades.append(Shade(*_around(points)))

    def _is_coloured(self, path: Any) -> bool:
        if not pdfium.FPDFPageObj_GetFillColor(path, *(ctypes.byref(part) for part in self._colour)):
            return False
        *light, alpha = (part.value for part in self._colour)
        return alpha > 0 and min(light) < _WHITE

    def _point(self, point: Point, matrix: Matrix) -> Point:
        a, b, c, d, e, f = matrix
        x, y = a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f
        return self._place((x, y, x, y))[:2]

    def _sides_of(self, points: list[Point]) -> None:
        for one, other in itertools.pairwise(points):
            if abs(one[0] - other[0]) < _STRAIGHT or abs(one[1] - other[1]) < _STRAIGHT:
                self.found.line(_around([one, other]))


def _outlines(path: Any, count: int) -> Iterator[list[Point]]:
    """The corners of each outline of a path, the first again at the end where it is closed."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _pointer(item: calls.Address) -> Any:
    return ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)


def _around(points: list[Point]) -> Box:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _matrix_of(element: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(element, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix for two, the first one first."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _turned(box: Box, matrix: Matrix) -> Box:
    """The box around a box that a matrix moves."""
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return _around(corners)
