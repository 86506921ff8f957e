"""The picture of a scanned page: set upright, and the rules and fills seen in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from .ink import Fill, Rule

Picture = NDArray[np.uint8]

# A page lies askew by this much at most, in degrees; the angle is found to a twentieth.
_MOST_SKEW, _COARSE, _FINE = 5.0, 0.5, 0.05
_SEARCH_WIDTH = 1000
# In points: rules are as long at least, and as thick at most; a letter's stem is shorter.
_SHORTEST_ACROSS, _SHORTEST_DOWN, _THICKEST = 18.0, 13.0, 3.0
_LONG, _TOUCH = 55.0, 6.0
# In points: fills are as wide and high at least, and fill so much of their box.
_SMALLEST_FILL, _SHARE_OF_BOX = 7.0, 0.55
# Pixels around a point that tell its ground, and how much ink differs from it.
_AROUND, _CONTRAST = 31, 14
# Pixels along a line over which its grain is smoothed.
_ALONG = 5
# Channels: paper is lighter than this, a plain shade changes less than that from point to point.
_PAPER, _PLAIN, _SAME_SHADE = 232, 9, 8


def set_upright(picture: Picture) -> Picture:
    """A picture turned so that its lines run level; what lies level already is not touched."""
    angle = _skew(picture)
    if abs(angle) < _FINE:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    paper = (255, 255, 255)
    turned = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(turned, dtype=np.uint8)


def _skew(picture: Picture) -> float:
    """The angle that sets lines of text level: where the dark points of rows differ most from row to row."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _SEARCH_WIDTH / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = (cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)).astype(np.uint8)
    best = _best_angle(dark, 0.0, _MOST_SKEW, _COARSE)
    return _best_angle(dark, best, _COARSE, _FINE)


def _best_angle(dark: Picture, middle: float, reach: float, step: float) -> float:
    angles = [middle + step * turn for turn in range(-round(reach / step), round(reach / step) + 1)]
    return max(angles, key=lambda angle: (_sharpness(dark, angle), -abs(angle)))


def _sharpness(dark: Picture, angle: float) -> float:
    height, width = dark.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(dark * 255, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def letters_in(picture: Picture) -> Picture:
    """1 where a point differs from what is around it, darker or lighter: letters on any shade."""
    return _unlike_ground(cv2.medianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), 3))


def lines_in(picture: Picture) -> Picture:
    """The same, with the thinnest lines, and more of the picture's grain."""
    return _unlike_ground(cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (3, 3), 0))


def _unlike_ground(grey: Any) -> Picture:
    ground = cv2.medianBlur(grey, _AROUND)
    return np.asarray(cv2.absdiff(grey, ground) > _CONTRAST, dtype=np.uint8)


def rules_in(ink: Picture, scale: float) -> tuple[Rule, ...]:
    """The straight lines of a picture, in points.

    Args:
        ink: where it differs from what is around.
        scale: pixels for each point.
    """
    across = _straight(ink, _SHORTEST_ACROSS, scale, across=True)
    return _of_tables([*across, *_straight(ink, _SHORTEST_DOWN, scale, across=False)])


def long_level_rules_in(picture: Picture, scale: float) -> tuple[Rule, ...]:
    """The long dark lines across a picture, in points, also where shades beside them or letters near them hide them.

    Args:
        picture: red, green and blue.
        scale: pixels for each point.
    """
    smooth = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (_ALONG, 3), 0)
    beside = np.ones((2 * round(_THICKEST * scale / 2) + 3, 1), np.uint8)
    ridges = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, beside) > _CONTRAST  # darker than above and than below
    return tuple(_straight(np.asarray(ridges, dtype=np.uint8), _LONG, scale, across=True))


def _of_tables(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The long rules, and the short ones that reach from one of them to another; the rest are strokes of icons."""
    long = [rule for rule in rules if rule.length >= _LONG]
    return (*long, *(rule for rule in rules if rule.length < _LONG and _joins(rule, long)))


def _joins(rule: Rule, others: Sequence[Rule]) -> bool:
    across = [other for other in others if other.horizontal != rule.horizontal]
    return all(
        any(abs(other.at - end) < _TOUCH and other.start - _TOUCH < rule.at < other.end + _TOUCH for other in across)
        for end in (rule.start, rule.end)
    )


def _straight(ink: Picture, shortest: float, scale: float, *, across: bool) -> Iterator[Rule]:
    """The thin lines of one direction that are at least so long, in points."""
    if not across:
        ink = np.ascontiguousarray(ink.T)
    bridged = cv2.dilate(ink, np.ones((3, 1), np.uint8))  # a line askew by a hair steps from row to row
    lines = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, round(shortest * scale)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines)
    for start, at, long, thick, _ in stats[1:].tolist():
        if thick <= (_THICKEST + 1) * scale:
            yield Rule(across, (at + thick / 2) / scale, start / scale, (start + long) / scale)


def fills_in(picture: Picture, scale: float) -> tuple[Fill, ...]:
    """The plain shades of a picture that are about rectangles, in points, larger ones first.

    Args:
        picture: red, green and blue.
        scale: pixels for each point.
    """
    half = scale / 2
    small = cv2.resize(cv2.medianBlur(picture, 5), None, fx=1 / half, fy=1 / half, interpolation=cv2.INTER_AREA)
    shade = small.astype(np.int16)
    plain = (_step(shade, 0) < _PLAIN) & (_step(shade, 1) < _PLAIN) & (shade.min(axis=2) < _PAPER)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(plain.astype(np.uint8), connectivity=4)
    found: list[tuple[float, float, float, float, tuple[int, ...]]] = []
    for label in range(1, count):
        x, y, wide, high, area = stats[label].tolist()
        if min(wide, high) < 2 * _SMALLEST_FILL or area < _SHARE_OF_BOX * wide * high:
            continue
        inside = small[y : y + high, x : x + wide][labels[y : y + high, x : x + wide] == label]
        colour = tuple(round(float(part)) for part in np.median(inside, axis=0))
        # The shade's edge itself is no plain point.
        found.append(((x - 1) / 2, (y - 1) / 2, (x + wide + 1) / 2, (y + high + 1) / 2, colour))
    found.sort(key=lambda box: -(box[2] - box[0]) * (box[3] - box[1]))
    shades: list[tuple[int, ...]] = []
    fills = []
    for order, (x0, top, x1, bottom, colour) in enumerate(found):
        known = next((known for known in shades if _is_same_shade(known, colour)), colour)
        shades += [known] if known not in shades else []
        fills.append(Fill(x0, top, x1, bottom, "#{:02x}{:02x}{:02x}".format(*known), order))
    return tuple(fills)


def _is_same_shade(one: Sequence[int], other: Sequence[int]) -> bool:
    """What a scanner makes of one shade differs a little from place to place."""
    return all(abs(a - b) <= _SAME_SHADE for a, b in zip(one, other, strict=True))


def _step(shade: NDArray[np.int16], axis: int) -> NDArray[np.int16]:
    """How much each point differs from the one before it."""
    steps = np.abs(np.diff(shade, axis=axis, prepend=shade[:1] if axis == 0 else shade[:, :1])).max(axis=2)
    return np.asarray(steps, dtype=np.int16)
