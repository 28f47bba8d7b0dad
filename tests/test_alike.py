"""Sketches of texts: small, the same for the same words, and they find every text that is nearly another's."""

import random

import pytest

from catalogue.alike import FEWEST_WORDS, likeness, sketch, worth_comparing

WORDS = [f"word{number}" for number in range(3000)]


def a_text(seed: int, words: int = 400) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def changed(text: str, seed: int, words: int) -> str:
    parts = text.split()
    for place in random.Random(seed).sample(range(len(parts)), words):
        parts[place] = "another"
    return " ".join(parts)


def test_a_sketch_does_not_change_with_case_spacing_and_punctuation() -> None:
    text = a_text(1)
    assert sketch(text.upper().replace(" ", ",\n ")) == sketch(text)
    assert len(sketch(text)) == 64


def test_a_text_of_a_few_words_has_none() -> None:
    assert sketch(a_text(1, FEWEST_WORDS - 1)) == ()
    assert sketch(a_text(1, FEWEST_WORDS)) != ()


@pytest.mark.parametrize("words", [60, 400, 5000])
def test_every_text_saved_again_is_found_and_others_are_not(words: int) -> None:
    texts = {f"{seed}": a_text(seed, words) for seed in range(60)}
    again = {f"{key}+": changed(text, int(key), words // 50) for key, text in texts.items()}
    alike = {key for key, text in texts.items() if (likeness(text, again[f"{key}+"]) or 0) >= 0.95}
    assert len(alike) > 50
    found = worth_comparing({key: sketch(text) for key, text in (texts | again).items()})
    assert {(key, f"{key}+") for key in alike} <= set(found)
    assert {(one.strip("+"), other.strip("+")) for one, other in found} == {
        (key, key) for key in texts if (key, f"{key}+") in found
    }


def test_pairs_do_not_depend_on_the_order_given() -> None:
    sketches = {f"{number}": sketch(changed(a_text(number // 3), number, 3)) for number in range(30)}
    assert worth_comparing(dict(reversed(sketches.items()))) == worth_comparing(sketches)


def test_many_copies_of_one_text_make_no_more_pairs_than_texts() -> None:
    sketches = {f"{number:03}": sketch(a_text(1)) for number in range(300)}
    assert worth_comparing(sketches) == [("000", f"{number:03}") for number in range(1, 300)]
