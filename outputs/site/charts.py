"""Charts as inline SVG: a measure's series, drawn by Vega-Lite from a specification that is plain data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from .figures import Point, hue

_COLOURS = {"red": "#b3261e", "amber": "#b26a00", "green": "#1b7a43", "blue": "#1d5fa8", "grey": "#5f6368"}
_PLAIN = "#333b4a"
_SHAPES = {"red": "triangle-down", "amber": "diamond", "green": "circle", "blue": "square", "grey": "cross"}
_FEWEST = 2  # a series of one figure is no series


def series_chart(points: Sequence[Point], unit: str | None, *, width: int = 620, height: int = 240) -> str | None:
    """The figures of a measure over time as SVG, for the page of that measure.

    Figures of years are joined by a line, so are those of quarters and of months; a ring marks a
    figure that another report prints otherwise. The target is a dash at each period. Colour and shape
    both tell the published status.

    Args:
        points: the figures in order, by period and then as published; those without a value are left out.
        unit: what they are in, for the axis.
        width: of the plot in pixels, before it is fitted to the page.
        height: likewise.

    Returns:
        The ``<svg>`` element, or None where fewer than two periods have a figure.
    """
    import vl_convert

    drawn = [each for each in points if each.value is not None and each.basis in ("actual", "previous")]
    if len({each.period for each in drawn}) < _FEWEST:
        return None
    drawing = _drawing((unit or "value").replace("_", " "), width, height)
    filled = {**drawing, "data": [{**drawing["data"][0], "values": _values(drawn)}, *drawing["data"][1:]]}
    return _fluid(vl_convert.vega_to_svg(filled))


@lru_cache
def _drawing(title: str, width: int, height: int) -> dict[str, Any]:
    """How a series is drawn, ready to be filled with figures: to work that out takes as long as to draw one."""
    import vl_convert

    told: dict[str, Any] = vl_convert.vegalite_to_vega(_specification(title, width, height))
    return told


def _values(points: Sequence[Point]) -> list[dict[str, Any]]:
    latest = {each.period: each for each in points}  # the line goes through what was published last
    return [
        {
            "period": each.period,
            "value": float(each.value or 0),
            "target": None if each.target is None else float(each.target),
            "hue": hue(each.status),
            "restated": each.restated,
            "span": _span(each.period),
            "latest": each is latest[each.period],
        }
        for each in points
    ]


def _specification(title: str, width: int, height: int) -> dict[str, Any]:
    across = {"field": "period", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": 0}}
    up = {
        "field": "value",
        "type": "quantitative",
        "title": title,
        "scale": {"zero": False, "padding": 14},
    }
    hues = [*_COLOURS, "none"]
    colour = {
        "field": "hue",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": hues, "range": [*_COLOURS.values(), _PLAIN]},
    }
    shape = {
        "field": "hue",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": hues, "range": [*_SHAPES.values(), "circle"]},
    }
    tick = {"type": "tick", "color": _PLAIN, "thickness": 2, "width": 36}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": "transparent",
        "config": {
            "font": "system-ui, sans-serif",
            "axis": {"labelColor": _PLAIN, "titleColor": _PLAIN, "labelFontSize": 12},
        },
        "data": {"name": "figures", "values": []},
        "layer": [
            {
                "transform": [{"filter": "datum.latest"}],
                "mark": {"type": "line", "color": "#8a93a6"},
                "encoding": {"x": across, "y": up, "detail": {"field": "span"}},
            },
            {
                "transform": [{"filter": "datum.target !== null"}],
                "mark": tick,
                "encoding": {"x": across, "y": {**up, "field": "target"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {"x": across, "y": up, "color": colour, "shape": shape},
            },
            {
                "transform": [{"filter": "datum.restated"}],
                "mark": {"type": "point", "filled": False, "size": 320, "color": _PLAIN, "strokeWidth": 2},
                "encoding": {"x": across, "y": up},
            },
        ],
    }


def _span(period: str) -> str:
    """What a period covers, a year, a quarter or a month: only figures of the same span are joined by a line."""
    return re.sub(r"\d", "", period)


def _fluid(svg: str) -> str:
    """The picture without a fixed size, so that it fits a phone; the page's caption and table tell what it shows."""
    opening, rest = svg.split(">", 1)
    opening = re.sub(r' (?:width|height|version|class)="[^"]*"', "", opening)
    return f'{opening} aria-hidden="true" focusable="false" class="chart">{_without_roles(rest)}'


def _without_roles(svg: str) -> str:
    return re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg)
