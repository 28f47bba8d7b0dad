"""What a document is about: said where it counts, by wordings that count there, and never by words in passing."""

import pytest

from catalogue.authority import theme_wordings, themes
from catalogue.extract.wordings import Where
from catalogue.models import PageText, Reading
from catalogue.vocabulary import Magic
from tests.test_extract import BODY, reading, values

COVER = ["Serious Case Review", "Child Wren", "May 2019"]
FILLING = " ".join([BODY] * 25)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Child Wren was found severely malnourished.", ["neglect"]),
        ("Child Wren was stabbed near the school.", ["serious_youth_violence"]),
        ("The mother of Child Wren had been in care herself.", ["care_leavers"]),
        ("At the time of his death Child Wren lived in temporary accommodation.", ["housing_or_homelessness"]),
        ("Child Wren is safe and now lives with foster carers.", []),
        ("Child Wren was home. Neglect was considered and ruled out.", []),
        ("Child Wren was at school. Domestic abuse was not disclosed.", []),
        ("There was not enough attention to neglect of Child Wren.", ["neglect"]),
    ],
)
def test_the_opening_tells_what_happened_to_the_child(text: str, expected: list[str]) -> None:
    assert values(reading(COVER, f"{text} {FILLING}"), "themes") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both parents used heroin. The father's drinking was known.", ["parental_substance_misuse"]),
        ("The heroin trade was known. Drinking water was tested.", []),
        ("The mother's depression was known. Her parents spoke of her depression.", ["parental_mental_ill_health"]),
        ("The depression of the trade was known. It was a depression.", []),
    ],
)
def test_some_wordings_count_beside_a_parent_only(text: str, expected: list[str]) -> None:
    assert (
        values(reading(["Learning Review", "Overview Report"], f"{BODY} {FILLING[:900]}\n\n{text}"), "themes")
        == expected
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "Themes: safer sleep; supervision; working with fathers",
            {"co_sleeping", "fathers_and_males_hidden", "record_keeping_and_supervision"},
        ),
        ("Key themes\nSupervision\nReferrals", {"record_keeping_and_supervision", "thresholds_and_referrals"}),
        ("Supervision took place regularly. It was good.", set()),
        ("Useful documents\nEscalation policy (PDF)\nReferral form (Word)", set()),
    ],
)
def test_a_list_of_learning_names_themes_in_single_words(lines: str, expected: set[str]) -> None:
    of = reading(COVER, f"{FILLING}\n\n{lines}")
    assert set(values(of, "themes")) == expected


def test_a_list_of_briefings_is_about_their_topics() -> None:
    text = "7 minute briefings\nHidden males\nFabricated & induced illness\nOur neglect strategy was agreed in 2019 and is kept under review by us."
    page = PageText(number=1, text=text, large=("7 minute briefings",))
    found = values(Reading(magic=Magic.HTML, pages=(page,)), "themes")
    assert set(found) >= {"fathers_and_males_hidden", "fabricated_or_induced_illness"}


def test_a_domestic_homicide_review_is_about_domestic_abuse() -> None:
    assert values(reading(["Domestic Homicide Review", "Odile"], FILLING), "themes") == ["domestic_abuse"]
    told = f"A domestic homicide review was held for another family. The domestic homicide review panel met. {FILLING}"
    assert values(reading(COVER, told), "themes") == []


def test_no_document_is_given_more_themes_than_it_can_be_about() -> None:
    every = "; ".join(theme.label for theme in themes())
    assert len(values(reading(COVER, f"Themes: {every}"), "themes")) <= 6


@pytest.mark.parametrize("where", [Where.OF_PARENTS, Where.IN_HEADINGS])
def test_wordings_of_some_places_belong_to_themes_and_are_not_wordings_of_all(where: Where) -> None:
    every = {theme.theme_id: {words.casefold() for words in theme.alternatives} for theme in themes()}
    for theme_id, wordings in theme_wordings(where.value).items():
        assert wordings
        assert not {words.casefold() for words in wordings} & every[theme_id]
