"""The house style of drawings: colours, patterns, and what every SVG says of itself.

Belongs here: what all pictures share. Does not belong here: any figure, or any one picture's layout.

Colours are presentation attributes, never inline style, so that a strict content security policy has nothing to refuse.
On dark screens a style sheet inside the drawing exchanges ink and paper; where it is refused the drawing stays light.
"""

import html
import re
from typing import Any

INK = "#22262a"
"""Lines and words on the paper; light on dark screens."""
PAPER = "#fefefe"
"""The ground; dark on dark screens."""
GRID = "#d6d2c8"
"""Lines that help to read a value; a dark grey on dark screens."""
PRINT = "#21252b"
"""Words and lines on a filled shape, which keeps its colour on dark screens."""
SOLID = "#4a8376"
"""The one full colour, in the middle between ink and paper."""
FONT = "system-ui, sans-serif"
"""Letters of whatever the reader's system has."""

SHADES = ("#ffffff", "#e4ece9", "#bccfc9", "#8bada3", "#23493f")
"""Fillings for growing numbers; the first four take dark words, the last takes white ones."""

_DARK = {INK: "#e8e6e1", PAPER: "#1e2225", GRID: "#3a4045"}

_PATTERNS = {
    "slant": '<path d="M-1 1l2-2M0 8l8-8M7 9l2-2" stroke="{ink}" stroke-width="1.2"/>',
    "dots": '<circle cx="4" cy="4" r="1.5" fill="{ink}"/>',
    "bars": '<path d="M4 0v8" stroke="{ink}" stroke-width="1.4"/>',
    "cross": '<path d="M0 0l8 8M8 0l-8 8" stroke="{ink}" stroke-width="1"/>',
    "levels": '<path d="M0 4h8" stroke="{ink}" stroke-width="1.4"/>',
}

FILLS = (SOLID, "url(#slant)", "#e4ece9", "url(#dots)", "url(#bars)", "url(#cross)", "url(#levels)")
"""Fillings that can be told apart without colour, in the order in which they are given out."""

_ROOT = re.compile(r"<svg\b[^>]*>")
_ROOT_SIZE = re.compile(r'\bwidth="(\d+)" height="(\d+)"')


def config() -> dict[str, Any]:
    """Return what every chart is drawn with; Vega's own labels of single marks are left to the table."""
    words = {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return {
        "font": FONT,
        "background": PAPER,
        # Letters are measured with another font than the reader's, which may be wider.
        "padding": {"left": 40, "right": 16, "top": 8, "bottom": 8},
        "aria": False,
        "mark": {"aria": False},
        "view": {"stroke": None},
        "axis": words | {"domainColor": INK, "tickColor": INK, "gridColor": GRID},
        "legend": words | {"symbolSize": 260, "symbolStrokeWidth": 1, "symbolStrokeColor": PRINT, "columnPadding": 48},
    }


def reviews_axis(most: int) -> dict[str, Any]:
    """Return the upward axis of numbers of reviews: whole numbers, at most seven of them.

    Args:
        most: The greatest number.
    """
    return {"title": "Reviews", "format": "d", "tickCount": max(1, min(most, 6))}


def told(svg: str, title: str, description: str) -> str:
    """Make a drawing tell what it is, and give it the patterns and the dark style.

    Args:
        svg: A drawing whose root element states a width and a height.
        title: Its title, plain text.
        description: What it shows, plain text.

    Returns:
        The drawing with role, title, description, style and patterns in it.

    Raises:
        ValueError: There is no root element with a size, which is a bug.
    """
    root = _ROOT.search(svg)
    size = _ROOT_SIZE.search(root.group()) if root else None
    if root is None or size is None:
        raise ValueError("the drawing has no root element with a width and a height")
    width, height = size.groups()
    body = svg[root.end() :].replace(f' font-family="{FONT}"', "")  # said once, of the whole
    patterns = "".join(
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#ffffff"/>{shape.format(ink=PRINT)}</pattern>'
        for name, shape in _PATTERNS.items()
        if f"url(#{name})" in body
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description" lang="en-GB"'
        f' font-family="{FONT}"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<title id="title">{html.escape(title)}</title><desc id="description">{html.escape(description)}</desc>'
        f"<style>{_dark()}</style>{f'<defs>{patterns}</defs>' if patterns else ''}{body}\n"
    )


def nothing() -> str:
    """Return the drawing that stands where there is nothing to draw; a chart of nothing would have no size."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="60">'
        f'<rect width="320" height="60" fill="{PAPER}"/>'
        f'<text x="16" y="36" font-size="14" fill="{INK}">There is nothing to draw yet.</text></svg>'
    )


def _dark() -> str:
    """Return the style sheet that exchanges ink and paper on dark screens, and never on paper."""
    rules = "".join(
        f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in _DARK.items()
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"
