"""Making a chart's drawing light: what says nothing is left out, and what many marks share is said once.

Belongs here: changes that no reader can see. Does not belong here: colours, patterns and words (``style``).

The chart library writes of each mark what its whole group has in common, and names of its own for every group. Without
these a drawing has about a third of its bytes, which is what a reader on a slow line waits for.
"""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_SVG = "http://www.w3.org/2000/svg"
_SILENT = frozenset(["class", "role", "aria-hidden", "aria-roledescription", "pointer-events"])
"""Attributes that say nothing of a drawing whose root is one image with a title and a description."""
_USUAL = frozenset([("opacity", "1"), ("transform", "translate(0,0)"), ("x2", "0"), ("y2", "0"), ("display", "inline")])
"""What holds without being said."""
_INHERITED = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-miterlimit",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
)
"""Attributes that a group hands down to its marks."""

_PLACE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")

ElementTree.register_namespace("", _SVG)


def slim(svg: str) -> str:
    """Return a chart's drawing with fewer bytes and the same look.

    Args:
        svg: A drawing as the chart library makes it, which is trusted.

    Returns:
        The drawing; its root is as it was.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 - made by the chart library here
    _thin(root)
    return ElementTree.tostring(root, encoding="unicode")


def _thin(element: Element) -> None:
    """Thin out what stands in an element, the innermost first."""
    kept: list[Element] = []
    for child in element:
        _say_less(child)
        _thin(child)
        if not _unseen(child):
            # A group that says nothing is its marks.
            kept += list(child) if child.tag == f"{{{_SVG}}}g" and not child.attrib else [child]
    element[:] = kept
    if element.tag == f"{{{_SVG}}}g":
        _share(element)


def _say_less(element: Element) -> None:
    """Leave out attributes that say nothing, and say where a word stands as shortly as can be."""
    for name, value in list(element.attrib.items()):
        if name in _SILENT or (name, value) in _USUAL:
            del element.attrib[name]
    place = _PLACE.fullmatch(element.get("transform", ""))
    if element.tag == f"{{{_SVG}}}text" and place and len(element) == 0:
        del element.attrib["transform"]
        element.set("x", place[1])
        element.set("y", place[2])


def _unseen(element: Element) -> bool:
    """Tell whether an element shows nothing: a shape without a line, or a group of nothing."""
    if element.tag == f"{{{_SVG}}}path":
        # The library draws with no fill and no stroke but what a shape says itself.
        return not element.get("d") or not {"fill", "stroke"} & set(element.attrib)
    return element.tag == f"{{{_SVG}}}g" and len(element) == 0


def _share(group: Element) -> None:
    """Say once, of a group, what all that stands in it says."""
    for name in _INHERITED:
        said = {one.get(name) for one in group}
        if len(group) > 1 and len(said) == 1 and None not in said:
            group.set(name, str(said.pop()))
            for one in group:
                del one.attrib[name]
