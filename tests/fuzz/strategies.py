"""Making what nobody would write: mutations of the project's own fixtures, and pieces that have broken readers before.

Belongs here: bytes, texts and JSON for any reader. Does not belong here: any one reader.
"""

import copy
import json
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

TOKENS: tuple[bytes, ...] = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xf0\x9f\x92", "\u202e".encode(), "\ufeff".encode(), "İſıŉ".encode(), "ℂ℡№".encode(),
    "０１/０２/２０２１".encode(), "٣١ March ٢٠٢١".encode(), b"&#x110000;", b"&#xD800;", b"&#0;", b"&amp;amp;", b"]]>", b"<![CDATA[",
    b"<!--", b"-->", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<base href='http://['>", b"<a href='http://a:99999/'>",
    b"<a href='//[::1'>", b"<a href='javascript:x'>", b"<a href='http://xn--/'>", b"<a href='http://\xe2\x84\xa1.test/'>",
    b"<div " * 60, b"<table><tr><td>" * 30, b"<li>" * 100, b"</div>" * 50, b"<template>", b"<svg><title>", b"<noscript>", b"<plaintext>",
    b"9" * 400, b"9" * 5000, b"-1", b"1e999", b"NaN", b"[" * 2000, b"{\"a\":" * 500, b"2021-02-30", b"0000-00-00", b"31/02/2021",
    b"9999-12-31T23:59:59-14:00", b"0001-01-01T00:00:00+14:00", b"29 February 2021", b"0/0/00", b"- ", b": ", b"&x ", b"*x", b"!!python/object:x ",
    b"%YAML 9.9", b"\t", b"\r", b"? ", b"|\n", b">\n", b"'", b'"', b"`", b"${x}", b"{{x}}", b"%s%n", b"\\", b"../" * 8, b"\x1b[2J", b"\x85",
    "\u2028".encode(), b"A" * 3000, b"Child " * 40, b"Serious Case Review ", b"Dr A Sample, ", b"and " * 200, b"(" * 200, b"Recommendation 1: ",
)  # fmt: skip
"""Pieces for any place: half characters, odd digits, entities, nesting, numbers without end, days that are none."""

_CHANGES = ("insert", "delete", "double", "cut", "replace", "flip")
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, 10**400, 0.5, -0.0, "", "x" * 3000, "\ud800", "\x00", "2021-02-30", "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00", "http://[", "//[::1", "http://a:99999/", "javascript:x", "<p>" * 50, "&#x110000;", [], {}, [[[]]], [None], {"": None},
)  # fmt: skip
_DEEP: Any = []
for _ in range(300):
    _DEEP = [_DEEP]


@st.composite
def mutated(draw: st.DrawFn, samples: Sequence[bytes], tokens: Sequence[bytes] = TOKENS) -> bytes:
    """Draw one of some samples, changed in up to eight places."""
    data = bytearray(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(0, 8))):
        at = int(draw(st.floats(0, 1)) * len(data))
        length = draw(st.sampled_from((1, 2, 7, 40, 400)))
        change = draw(st.sampled_from(_CHANGES))
        if change == "insert":
            data[at:at] = draw(st.sampled_from(tokens))
        elif change == "delete":
            del data[at : at + length]
        elif change == "double":
            data[at:at] = data[at : at + length] * draw(st.sampled_from((1, 3, 30)))
        elif change == "cut":
            del data[at + length * 20 :]
        elif change == "replace":
            data[at : at + length] = draw(st.one_of(st.sampled_from(tokens), st.binary(max_size=20)))
        elif change == "flip" and at < len(data):
            data[at] ^= 1 << draw(st.integers(0, 7))
    return bytes(data)


def mutated_text(samples: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw a changed text, or any text."""
    changed = mutated([one.encode() for one in samples]).map(lambda data: data.decode("utf-8", "replace"))
    return st.one_of(changed, st.text(max_size=200), st.lists(st.sampled_from(samples), max_size=6).map(" ".join))


@st.composite
def mutated_json(draw: st.DrawFn, samples: Sequence[Any]) -> bytes:
    """Draw a JSON answer in which up to six values are another thing than they should be; sometimes no JSON at all."""
    answer = copy.deepcopy(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(0, 6))):
        answer = _changed(draw, answer)
    data = json.dumps(answer).encode()
    return draw(st.one_of(st.just(data), mutated([data])))


def _changed(draw: st.DrawFn, value: Any) -> Any:
    """Return an answer with one value somewhere in it changed, taken out or put in."""
    within = isinstance(value, (dict, list)) and value and draw(st.integers(0, 4))
    if not within:
        return draw(st.sampled_from((*_VALUES, _DEEP)))
    if isinstance(value, list):
        at = draw(st.integers(0, len(value) - 1))
        return [
            *value[:at],
            _changed(draw, value[at]),
            *value[at + 1 :],
            *(value[at:] if not draw(st.integers(0, 5)) else ()),
        ]
    name = draw(st.sampled_from(sorted(value)))
    if not draw(st.integers(0, 6)):
        return {key: one for key, one in value.items() if key != name}
    return {**value, name: _changed(draw, value[name])}
