"""What happened to the children and how old they were: only theirs, only as printed."""

import pytest

from catalogue.vocabulary import Incident
from tests.test_extract import BODY, reading, values

COVER = ["Serious Case Review", "Baby Quill"]


@pytest.mark.parametrize(
    ("sentence", "ages"),
    [
        ("Baby Quill was a 15-day-old boy.", ["15-day-old"]),
        ("This 3-year old child lived with an aunt.", ["3-year old"]),
        ("Quill, aged 23 months, was taken to hospital.", ["aged 23 months"]),
        ("Quill was fifteen when he was hurt.", ["fifteen"]),
        ("The children, aged two and a half and 6, lived with their mother.", ["aged two and a half and 6"]),
        ("The siblings were aged between 5 and 9.", ["aged between 5 and 9"]),
        ("Quill was a baby of eleven weeks.", ["eleven weeks"]),
        ("His mother, aged 17, was in care.", []),
        ("The 16-year-old mother had been in care.", []),
        ("A 17 year old man was convicted.", []),
        ("Quill was born on 3 May 2011 and died on 4 June 2012.", []),
        ("The definition covers those aged 16 or over.", []),
        ("Most children aged 10 to 14 are at school.", []),
        ("The father was 34 years old.", []),
    ],
)
def test_ages_are_the_childrens_as_printed(sentence: str, ages: list[str]) -> None:
    assert values(reading(COVER, f"{sentence} {BODY}"), "ages") == ages


def test_no_more_ages_than_tell_a_band_are_given() -> None:
    told = " ".join(f"Quill and a child aged {age} were seen." for age in range(2, 12))
    assert len(values(reading(COVER, told), "ages")) == 1
    many = "Children aged 2, a boy aged 3, a girl aged 4, a boy aged 5, a girl aged 6 and a boy aged 7 were hurt."
    assert len(values(reading(COVER, many), "ages")) == 4


def test_an_analysis_tells_no_ages() -> None:
    assert values(reading(["Analysis of serious case reviews 2010-2012"], "A child aged 3 died."), "ages") == []


@pytest.mark.parametrize(
    ("sentence", "incident"),
    [
        ("Both were hurt and both are safe.", [Incident.SERIOUS_HARM]),
        ("They came into care after one of them was burned.", [Incident.SERIOUS_HARM]),
        ("Quill swallowed his mother's methadone and recovered.", [Incident.SERIOUS_HARM]),
        ("Quill was followed and was stabbed and killed.", [Incident.DEATH]),
        ("Quill was 4 months old at the time of death.", [Incident.DEATH]),
        ("Quill was brought to hospital thin and ill.", [Incident.SERIOUS_HARM]),
        ("Two have died and three were badly hurt.", [Incident.BOTH]),
        ("The injuries were serious and the child survived.", [Incident.SERIOUS_HARM]),
        ("A boy who was badly neglected by his parents was helped.", [Incident.SERIOUS_HARM]),
        ("Quill was taken by ambulance to an emergency department with a head injury.", [Incident.SERIOUS_HARM]),
        ("They suffered long-term harm.", [Incident.SERIOUS_HARM]),
        ("Quill first spoke of sexual abuse by a relative at school.", [Incident.SERIOUS_HARM]),
        ("Quill was taken to hospital with his mother.", []),
        ("The injuries to trust were many.", []),
        ("Staff were ill during the winter.", []),
        ("The feelings of staff were hurt.", []),
    ],
)
def test_what_happened_is_read_in_the_words_of_reports(sentence: str, incident: list[str]) -> None:
    assert values(reading(COVER, f"{sentence} {BODY}"), "incident") == incident


@pytest.mark.parametrize(
    ("title", "incident"),
    [
        ("Domestic Homicide Review Odile", [Incident.DEATH]),
        ("Review into child sexual exploitation in Anytown", [Incident.SERIOUS_HARM]),
        ("Child deaths and serious injury: an analysis of serious case reviews", [Incident.BOTH]),
        ("Analysis of serious case reviews", []),
        ("Domestic homicide reviews: practice guidance", []),
    ],
)
def test_a_title_may_tell_what_happened(title: str, incident: list[str]) -> None:
    assert values(reading([title], BODY), "incident") == incident
