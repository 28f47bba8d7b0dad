"""Findings: the right value with the words it was read from, and nothing where the document says nothing."""

import json
from pathlib import Path

import pytest

from catalogue import extract, pdf
from catalogue.extract.labels import (
    areas_in,
    is_training,
    pseudonyms_in,
    published_in,
    role_in,
    type_in,
)
from catalogue.models import PageText, Reading
from catalogue.vocabulary import DateBasis, Incident, Magic, Nation, ReviewType, Role

GOLD = Path(__file__).parents[2] / "shared" / "gold"
BODY = "This part of the report describes how services were provided to the family and what was seen."


def reading(cover: list[str], *pages: str, large: int | None = None) -> Reading:
    """Return a reading with a cover, whose first ``large`` lines (all, if not told) are large, and further pages."""
    first = PageText(number=1, text="\n".join(cover), large=tuple(cover[:large]))
    rest = tuple(PageText(number=number, text=text) for number, text in enumerate(pages, start=2))
    return Reading(magic=Magic.PDF, pages=(first, *rest))


def values(of: Reading, field: str, nation: Nation | None = Nation.ENGLAND) -> list[str]:
    """Return the values found for a field, after checking that each quotes its page."""
    found = extract.findings(of, nation)
    for one in found:
        quoted = next(page.text for page in of.pages if page.number == one.page) if one.page else of.title or ""
        assert one.snippet in " ".join(quoted.split())
        assert len(one.snippet) <= 300
        assert "@" in one.extractor
    return [one.value for one in found if one.field == field]


class TestLabels:
    @pytest.mark.parametrize(
        ("label", "expected"),
        [
            ("Ann & Rex – SPR published 17th March 2022", ("Ann", "Rex")),
            ("‘Tilda’ & ‘Robin’ – SCR published 15th October 2020", ("Tilda", "Robin")),
            ("Child ‘L’ – SCR published 22nd August 2018", ("Child L",)),
            ("Child J and Child K – SCR", ("Child J", "Child K")),
            ("Children F, G and H", ("Child F", "Child G", "Child H")),
            ("Child LB and LD", ("Child LB", "Child LD")),
            ("Child X1/X2 Serious Case Review", ("Child X1", "Child X2")),
            ("Baby Eve (published April 2024)", ("Baby Eve",)),
            ("Theo (TDS20) Local Child Safeguarding Practice Review", ("Theo", "TDS20")),
            ("Child L 'Franklyn' SCR", ("Child L", "Franklyn")),
            ("BDS12", ("BDS12",)),
            ("Serious Case Review Family S4", ("Family S4",)),
            ("Georgina and Grace - Serious Case Review", ("Georgina", "Grace")),
            ("Local Child Safeguarding Practice Review - George", ("George",)),
            ("Serious Case Review in respect of Frankie", ("Frankie",)),
            ("DHR Doris Executive Summary", ("Doris",)),
            ("SAR Mrs Q", ("Mrs Q",)),
            ("Serious Youth Violence Thematic Review (Published February 2024)", ()),
            ("Wandsworth Serious Case Review", ()),
            ("National review: sudden unexpected death in infancy", ()),
            ("Child Protection Procedures", ()),
            ("Training: learning from Child Q", ()),
            ("Read the full review", ()),
            ("Child J: “Where were you when I was six?”", ("Child J",)),
            ("Child/Adult Q – Serious Case Review", ("Child/Adult Q",)),
            ("Serious Case Review: The W Family", ("W Family",)),
            ("Case Review: Ann and Rex", ("Ann", "Rex")),
            ("Overview report relating to: Robin Sampleton (deceased)", ("Robin Sampleton",)),
            ("Serious Case Review. Subject: Robin", ("Robin",)),
            ("Safeguarding Adults Review: June", ("June",)),
            ("Serious Case Review – June 2019", ()),
            ("Serious Case Review, to be published in June", ()),
            ("Case Summaries", ()),
            ("Child 2 – Serious Case Review", ("Child 2",)),
            ("What is a child 6", ()),
            ("Sample House, Bath, BA1 6PL", ()),
            ("Child LB  Delayed in publication", ("Child LB",)),
            ("Abusive injuries (Shaken Baby Syndrome)", ()),
            ("Family Hubs and Child Poverty – briefing", ()),
        ],
    )
    def test_pseudonyms(self, label: str, expected: tuple[str, ...]) -> None:
        assert pseudonyms_in(label) == expected

    def test_a_bare_name_needs_a_place_that_says_so(self) -> None:
        assert pseudonyms_in("Frankie") == ()
        assert pseudonyms_in("Frankie", bare=True) == ("Frankie",)
        assert pseudonyms_in("Contact", bare=True) == ()
        assert pseudonyms_in("Wandsworth", bare=True) == ()

    @pytest.mark.parametrize(
        ("label", "nation", "expected"),
        [
            ("Child G SCR", Nation.ENGLAND, ReviewType.SCR),
            ("Child G SCR", Nation.SCOTLAND, ReviewType.LEARNING_REVIEW),
            ("Significant Case Review for Child H", None, ReviewType.LEARNING_REVIEW),
            ("Child M local safeguarding practice review", Nation.ENGLAND, ReviewType.LCSPR),
            ("CSPR Baby M", Nation.ENGLAND, ReviewType.LCSPR),
            ("LSCPR - Child Z", Nation.ENGLAND, ReviewType.LCSPR),
            ("Concise Child Practice Review", Nation.WALES, ReviewType.CPR),
            ("Single Unified Safeguarding Review", Nation.WALES, ReviewType.SUSR),
            ("Case Management Review: John", Nation.NORTHERN_IRELAND, ReviewType.CMR),
            ("Thematic Safeguarding Adult Review Report", None, ReviewType.SAR),
            ("Domestic Homicide Review", None, ReviewType.DHR),
            ("Thematic Serious Case Review", None, ReviewType.SCR),
            ("Thematic Review of SCRs", None, ReviewType.THEMATIC),
            ("National review of sudden unexpected death in infancy", None, ReviewType.NATIONAL_CSPR),
            ("Complexity and challenge: a triennial analysis of SCRs", None, ReviewType.ANALYSIS),
            ("Infants: learning from case reviews briefing", None, ReviewType.ANALYSIS),
            ("Lessons from reviews of serious injuries to infants", None, ReviewType.ANALYSIS),
            ("Rapid review guidance for safeguarding partners", None, ReviewType.GUIDANCE),
            ("Rapid Review - Michael", None, ReviewType.RAPID_REVIEW),
            ("Serious Case Reviews and Learning Reviews", None, None),
            ("Child Safeguarding Practice Review Panel", None, None),
            ("Annual report 2019", None, None),
        ],
    )
    def test_types(self, label: str, nation: Nation | None, expected: ReviewType | None) -> None:
        assert type_in(label, nation) is expected

    @pytest.mark.parametrize(
        ("label", "expected"),
        [
            ("7 minute briefing", Role.SEVEN_MINUTE_BRIEFING),
            ("Seven-Minute Briefing (PDF, 200kb)", Role.SEVEN_MINUTE_BRIEFING),
            ("Executive Summary", Role.EXECUTIVE_SUMMARY),
            ("Serious Case Review Executive Summary", Role.EXECUTIVE_SUMMARY),
            ("Child PP - One page learning summary (Dec 2024)", Role.LEARNING_BRIEFING),
            ("Practitioner guide", Role.LEARNING_BRIEFING),
            ("LSCB response", Role.RESPONSE),
            ("response (PDF, 206kb)", Role.RESPONSE),
            ("Thematic Review of Contextual Safeguarding Responses", Role.FULL_REPORT),
            ("action plan", Role.ACTION_PLAN),
            ("Press statement", Role.OTHER),
            ("Read the full review", Role.FULL_REPORT),
            ("Child A local child safeguarding practice review (PDF 225Kb)", Role.FULL_REPORT),
            ("Child Safeguarding Practice Reviews", None),
            ("here", None),
        ],
    )
    def test_roles(self, label: str, expected: Role | None) -> None:
        assert role_in(label) is expected

    @pytest.mark.parametrize(
        ("label", "value", "basis"),
        [
            ("Child J – SCR published 15th February 2018", "2018-02-15", DateBasis.LISTING),
            ("Full report on the case of Paul 2019 - added 06/09/2019", "2019-09-06", DateBasis.LISTING),
            ("Frankie, first published: January 2021", "2021-01-01", DateBasis.LISTING),
            ("17.12.24 published", "2024-12-17", DateBasis.LISTING),
            ("Child Q, March 2020 (published June 2021)", "2021-06-01", DateBasis.LISTING),
            ("Child PP - learning summary (Dec 2024)", "2024-12-01", DateBasis.LABEL),
            ("A - 2018", "2018-01-01", DateBasis.LABEL),
        ],
    )
    def test_dates(self, label: str, value: str, basis: DateBasis) -> None:
        found = published_in(label)
        assert found is not None
        assert (found.value.isoformat(), found.basis) == (value, basis)

    @pytest.mark.parametrize(
        "label",
        [
            "Last updated 3 May 2021",
            "Child Z, who died on 3 May 2021",
            "Review of the period 2014-2017",
            "CYSUR 4 2019 Extended Child Practice Review",
            "Andy (25th October 1985 – 24th April 2018)",
            "To be published in May 2021",
            "Approved by the board on 23 November 2015",
        ],
    )
    def test_other_dates_are_not_publication(self, label: str) -> None:
        assert published_in(label) is None

    def test_areas_and_training(self) -> None:
        assert areas_in("Wandsworth Safeguarding Children Partnership") == ("Wandsworth",)
        assert areas_in("WSCP") == ()
        assert is_training("Workshop: learning from Child Q")
        assert not is_training("‘Learning Together’ Briefing")


class TestCover:
    def test_a_whole_cover(self) -> None:
        report = reading(
            [
                "WANDSWORTH SAFEGUARDING CHILDREN PARTNERSHIP",
                "Local Child Safeguarding Practice Review",
                "Child Z",
                "Panel Chair: Kim Chairington",
                "Report AuthorAlex Sampleford MA, CQSW",
                "Published 17 March 2022",
            ],
            BODY,
        )
        assert values(report, "title") == ["Local Child Safeguarding Practice Review Child Z"]
        assert values(report, "review_type") == ["LCSPR"]
        assert values(report, "role") == ["full_report"]
        assert values(report, "pseudonyms") == ["Child Z"]
        assert values(report, "area") == ["E09000032"]
        assert values(report, "published_on") == ["2022-03-17"]
        assert values(report, "reviewers") == ["Alex Sampleford"]

    def test_capitals(self) -> None:
        report = reading(
            ["SERIOUS CASE REVIEW: BABY", "PETRA", "EXECUTIVE SUMMARY", "FERN SAMPLEFORD Published March 2018"]
        )
        assert values(report, "pseudonyms") == ["Baby Petra"]
        assert values(report, "role") == ["executive_summary"]
        assert values(report, "reviewers") == ["Fern Sampleford"]
        assert values(report, "published_on") == ["2018-03"]

    def test_deposit_sheet(self) -> None:
        sheet = (
            "Title: Serious case review: in respect of Family S9.\nLSCB: Wandsworth Safeguarding Children Board\n"
            "Author: Alex Sampleford\nDate of publication: 2014\nThis report has been deposited."
        )
        report = Reading(magic=Magic.PDF, pages=(PageText(number=1, text=sheet), PageText(number=2, text=BODY)))
        assert values(report, "title") == ["Serious case review: in respect of Family S9"]
        assert values(report, "area") == ["E09000032"]
        assert values(report, "published_on") == ["2014"]
        assert values(report, "reviewers") == ["Alex Sampleford"]

    @pytest.mark.parametrize(
        "lines",
        [
            ["Independent Reviewer", "Alex Sampleford"],
            ["Professor Alex Sampleford", "Independent Overview Report Writer"],
            ["Alex Sampleford, Independent Reviewer"],
            ["Panel Chair Kim Chairington", "Report Author Alex Sampleford"],
            ["Report by Independent Chair Alex Sampleford"],
            ["Alex Sampleford OBE"],
            ["Report prepared for the Safeguarding Board by Alex Sampleford"],
        ],
    )
    def test_reviewers(self, lines: list[str]) -> None:
        assert values(reading(["Serious Case Review", "Child Z", *lines], BODY), "reviewers") == ["Alex Sampleford"]

    @pytest.mark.parametrize(
        "text",
        [
            "The independent author of this report is Alex Sampleford.",
            "Alex Sampleford is the author of this report. The panel was chaired by Kim Chairington.",
            "The board appointed Alex Sampleford as the independent author, and Kim Chairington as chair.",
            "Alex Sampleford, a consultant in social work, was commissioned to write the overview report.",
        ],
    )
    def test_reviewers_in_sentences(self, text: str) -> None:
        assert values(reading(["Serious Case Review", "Child Z"], text), "reviewers") == ["Alex Sampleford"]

    @pytest.mark.parametrize(
        "lines",
        [
            ["Panel Chair", "Kim Chairington"],
            ["Safeguarding Children Board Chair: Kim Chairington"],
            ["Kim Chairington"],
            ["Uploaded by Kim Chairington"],
            ["Foreword by the Independent Chair Kim Chairington"],
        ],
    )
    def test_others_are_not_reviewers(self, lines: list[str]) -> None:
        assert values(reading(["Serious Case Review", "Child Z", *lines], BODY), "reviewers") == []

    def test_two_reviewers_in_a_sentence(self) -> None:
        text = (
            "The review was written by Alex Sampleford QPM, Commissioner and Robin Exampleby, Advisor and was released."
        )
        assert values(reading(["Child Z: Local Child Safeguarding Practice Review"], text), "reviewers") == [
            "Alex Sampleford",
            "Robin Exampleby",
        ]

    @pytest.mark.parametrize(
        "lines",
        [
            ["Date of Incident: July 2015"],
            ["Date of Birth: 1st March 2006", "Date of Death: 3rd August 2007"],
            ["Last updated 3 May 2021"],
            ["Reviewed: February 2019"],
            ["Approved by the Board on 23 November 2015"],
        ],
    )
    def test_other_dates(self, lines: list[str]) -> None:
        assert values(reading(["Serious Case Review", "Child Z", *lines], BODY), "published_on") == []

    def test_a_date_before_the_period_is_refused(self) -> None:
        report = reading(["A triennial analysis of serious case reviews 2014-2017", "Published March 2016"], BODY)
        assert values(report, "published_on") == []
        assert values(report, "review_type") == ["ANALYSIS"]

    def test_the_letters_scr_in_scotland(self) -> None:
        report = reading(["Significant Case Review", "Child Z"], "The SCR began. The SCR ended.")
        assert values(report, "review_type", None) == ["LEARNING_REVIEW"]

    def test_national_review_and_guidance(self) -> None:
        panel = "The Child Safeguarding Practice Review Panel"
        national = reading(
            [panel, "Out of routine", "A review of sudden deaths"], "This national review looks at 14 cases."
        )
        guidance = reading([panel, "Guidance on rapid reviews for safeguarding partners"], "A rapid review is quick.")
        assert values(national, "review_type") == ["NATIONAL_CSPR"]
        assert values(guidance, "review_type") == ["GUIDANCE"]
        assert values(guidance, "role") == []

    def test_names_under_a_briefing_s_title(self) -> None:
        text = "A Serious Case Review was carried out after Petra was hurt. Later Robin and her sister, too, were seen."
        briefing = reading(["7 minute briefing", "Petra and Robin"], text + " In the same year Robin moved.")
        assert values(briefing, "pseudonyms") == ["Petra", "Robin"]
        assert values(briefing, "role") == ["seven_minute_briefing"]
        assert values(briefing, "review_type") == ["SCR"]
        topic = reading(["7 minute briefing", "Cuckoos and Nests"], "Practitioners speak of nests and of cuckoos.")
        assert values(topic, "pseudonyms") == []

    def test_a_topic_briefing_is_an_analysis(self) -> None:
        assert values(reading(["Learning from case reviews", "Infants"], BODY), "review_type") == ["ANALYSIS"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("A child known as MF is the subject of the review.", ["MF"]),
            ("A child known as LAC is looked after.", []),
            ("The child, to be known as Petra in this report, was nine.", ["Petra"]),
            ("The three-month-old baby Petra was at home. Mother was 20 years old.", ["Petra"]),
            ("Petra was six weeks old. Ms Sampleford was 30 years old.", ["Petra"]),
            ("This review concerns Petra, who died.", ["Petra"]),
            ("This review concerns Neglect, which hurts.", []),
            ("The review looked at the care given to Petra.", ["Petra"]),
            ("This is the Child Practice Review, SAMPLE 3 2016, of the board.", ["SAMPLE 3 2016"]),
            ("This is the Child Practice Review, JUNE 3 2016, of the board.", []),
            ("A serious case review for Family Q. Twin 1 and Twin 2 were hurt.", ["Family Q", "Twin 1", "Twin 2"]),
            ("This is a report relating to Child/Adult Q, a young woman.", ["Child/Adult Q"]),
        ],
    )
    def test_names_that_a_text_introduces(self, text: str, expected: list[str]) -> None:
        assert sorted(values(reading(["Practice review"], text), "pseudonyms")) == sorted(expected)

    def test_a_family_s_report_names_its_child_too(self) -> None:
        report = reading(["Serious Case Review", "Family Q"], "This covers the care provided to Petra. " + BODY)
        assert values(report, "pseudonyms") == ["Family Q", "Petra"]
        one = reading(["Serious Case Review", "Child Q"], "This covers the care provided to Petra. " + BODY)
        assert values(one, "pseudonyms") == ["Child Q"]

    def test_a_line_of_the_cover_that_is_only_a_name(self) -> None:
        assert values(reading(["Child Safeguarding Practice Review", "Petra"], BODY), "pseudonyms") == ["Petra"]
        assert values(reading(["7 minute briefing", "Kestrels"], BODY), "pseudonyms") == []

    def test_headings_of_a_page_of_briefings(self) -> None:
        lines = ["7 minute briefings", "Petra", "A baby aged 6 months was hurt.", "Kestrels", "Birds.", "Useful links"]
        page = PageText(
            number=1, text="\n".join(lines), large=("7 minute briefings", "Petra", "Kestrels", "Useful links")
        )
        web = Reading(magic=Magic.HTML, pages=(page,))
        assert values(web, "pseudonyms") == ["Petra"]

    @pytest.mark.parametrize(
        ("text", "title", "expected"),
        [
            ("Wandsworth Council said sorry.", None, ["E09000032"]),
            ("A Wandsworth boy was hurt.", "News | Wandsworth Safeguarding Children Partnership", ["E09000032"]),
            ("The deaths of Ann in Bromley and Rex in Croydon were sad.", None, ["E09000006", "E09000008"]),
            ("They lived in Bromley, then in Croydon.", None, []),
            ("A family was hurt.", "News | Wandsworth Safeguarding Children Partnership", ["E09000032"]),
            (
                "Told to Merton Safeguarding Children Board.",
                "News | Bromley Safeguarding Children Board",
                ["E09000024"],
            ),
            ("A family was hurt.", "News | The County Courier", []),
        ],
    )
    def test_areas_of_a_short_page(self, text: str, title: str | None, expected: list[str]) -> None:
        page = PageText(number=1, text=f"Review published\n{text}", large=("Review published",))
        assert values(Reading(magic=Magic.HTML, title=title, pages=(page,)), "area") == expected

    def test_an_area_without_a_board_in_a_report(self) -> None:
        assert values(reading(["Serious Case Review", "Child Z"], "A carer of Bromley Council."), "area") == [
            "E09000006"
        ]
        assert values(reading(["Serious Case Review", "Child Z"], "They went to Bromley once."), "area") == []

    @pytest.mark.parametrize(
        ("cover", "text", "expected"),
        [
            (
                ["Knives: a thematic review"],
                "This Child Safeguarding Practice Review (CSPR) concerns six boys.",
                ["LCSPR"],
            ),
            (["Knives: a thematic review"], "An earlier serious case review was read.", ["THEMATIC"]),
            (["What we saw"], "In 2014 the board conducted an SCR into abuse by two men.", ["SCR"]),
            (["What we saw"], "In 2014 an SCR was read, and a DHR into abuse.", []),
        ],
    )
    def test_a_type_that_the_text_tells(self, cover: list[str], text: str, expected: list[str]) -> None:
        assert values(reading(cover, text), "review_type") == expected

    def test_a_section_s_page_about_one_review(self) -> None:
        text = "Local Child Safeguarding Practice Reviews\nA statement about the Serious Case Review for Family Q."
        page = PageText(number=1, text=text, large=("Local Child Safeguarding Practice Reviews",))
        assert values(Reading(magic=Magic.HTML, pages=(page,)), "review_type") == ["SCR"]

    def test_a_web_page_s_role_under_its_title(self) -> None:
        lines = ("Thematic Review of Knives", "Executive Summary", "Useful links")
        page = PageText(number=1, text="\n".join(lines), large=lines)
        assert values(Reading(magic=Magic.HTML, pages=(page,)), "role") == ["executive_summary"]

    def test_news_of_a_report_that_is_not_out_dates_nothing(self) -> None:
        lines = ("Calls for the review to be published", "10 June 2019")
        page = PageText(number=1, text="\n".join(lines), large=lines[:1])
        assert values(Reading(magic=Magic.HTML, pages=(page,)), "published_on") == []
        assert values(reading(["Serious Case Review", "10 June 2019"], BODY), "published_on") == ["2019-06-10"]

    @pytest.mark.parametrize(
        "lines",
        [
            ["Alex Sampleford", "Robin Exampleby"],
            ["Alex Sampleford Robin Exampleby"],
        ],
    )
    def test_authors_under_an_analysis_s_title(self, lines: list[str]) -> None:
        cover = ["A study of recommendations from serious case reviews", *lines, "University of Sample"]
        assert values(reading(cover, BODY), "reviewers") == ["Alex Sampleford", "Robin Exampleby"]
        assert values(reading(["Serious Case Review", "Child Z", *lines], BODY), "reviewers") == []

    def test_a_scholar_s_line_on_the_cover(self) -> None:
        line = "Dr Alex Sampleford, Sample Institute, University of Sample"
        assert values(reading(["Serious Case Review", line], BODY), "reviewers") == ["Alex Sampleford"]
        chair = "Dr Kim Chairington, Independent Chair, University of Sample"
        assert values(reading(["Serious Case Review", chair], BODY), "reviewers") == []

    def test_a_name_with_an_age(self) -> None:
        report = reading(["Serious Case Review"], "Petra, aged 10 months, was found at home. Mother, aged 20, was out.")
        assert values(report, "pseudonyms") == ["Petra"]

    def test_an_annual_report_is_no_review(self) -> None:
        report = reading(
            ["Wandsworth Safeguarding Children Board", "Annual Report 2014-5"], "One serious case review. The SCR."
        )
        assert values(report, "review_type") == []
        assert values(report, "pseudonyms") == []


class TestIncidentAndThemes:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("This review is about the death of Baby Z, aged three months.", [Incident.DEATH]),
            ("Child Z suffered serious injuries and was taken to hospital.", [Incident.SERIOUS_HARM]),
            ("Six children suffered serious head injuries; one child died.", [Incident.BOTH]),
            ("A review is held when a child has died or been seriously harmed.", []),
            ("The Child Death Overview Panel was told.", []),
            ("The mother's father died in 2012.", []),
            ("At the time of her death Child Z was seven months old.", [Incident.DEATH]),
            ("Child Z was taken to hospital and pronounced dead.", [Incident.DEATH]),
            ("Child Z presented at hospital severely malnourished.", [Incident.SERIOUS_HARM]),
            ("Two children aged 7 experienced significant neglect.", [Incident.SERIOUS_HARM]),
            ("The mother suffered abuse.", []),
            ("Training covers the risk of sexual abuse of children.", []),
        ],
    )
    def test_incident(self, text: str, expected: list[Incident]) -> None:
        assert values(reading(["Serious Case Review", "Child Z"], text), "incident") == expected

    def test_a_page_of_several_children_tells_both_or_nothing(self) -> None:
        lines = ["7 minute briefings", "A boy took his own life.", "A baby had a non-accidental injury."]
        for some, expected in ((lines, [Incident.BOTH]), (lines[:2], []), (lines[::2], [])):
            page = PageText(number=1, text="\n".join(some), large=("7 minute briefings",))
            assert values(Reading(magic=Magic.HTML, pages=(page,)), "incident") == expected

    def test_birth_and_death_in_a_title(self) -> None:
        assert values(reading(["Review – Robin (1st May 1985 –", "3rd June 2018)"]), "incident") == [Incident.DEATH]
        assert values(reading(["Review period (1st May 2015 – 3rd June 2018)"]), "incident") == []

    def test_an_inspection_tells_of_no_incident(self) -> None:
        report = reading(["Inspection of children's services"], "One child suffered serious injuries.")
        assert values(report, "incident") == []

    def test_a_theme_of_headings_and_learning(self) -> None:
        report = reading(
            ["Serious Case Review", "Child Z"],
            "Contents\n1. Domestic abuse 4\n2. Voice of the child 9",
            "Learning: professional curiosity; escalation.\n" + BODY,
        )
        assert set(values(report, "themes")) == {
            "domestic_abuse",
            "voice_of_the_child",
            "professional_curiosity",
            "escalation_and_challenge",
        }

    def test_a_passing_or_negated_mention_is_no_theme(self) -> None:
        filler = "\n".join([BODY] * 12)
        report = reading(
            ["Serious Case Review", "Child Z"],
            filler,
            filler
            + "\nThere was no evidence of neglect. Neglect training was offered. Housing: eviction was feared once.",
            filler,
        )
        assert values(report, "themes") == []

    def test_repeated_mentions_on_several_pages_are_a_theme(self) -> None:
        filler = "\n".join([BODY] * 12)
        page = filler + "\nThe elective home education of the children hid them. Home education was not looked into."
        report = reading(["Serious Case Review", "Child Z"], filler, page, page)
        assert values(report, "themes") == ["elective_home_education"]

    def test_at_most_six(self) -> None:
        words = "Themes: neglect; domestic abuse; suicide; knife crime; information sharing; autism; homelessness; kinship care"
        assert len(values(reading(["Serious Case Review", "Child Z"], words), "themes")) == 6


def test_an_empty_document_has_no_findings() -> None:
    assert extract.findings(Reading(magic=Magic.PDF, problem="No text."), None) == ()


@pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold is not beside the repository")
def test_precision_on_the_development_gold() -> None:
    right = {"reviewers": 0, "published_on": 0, "review_type": 0}
    given = dict.fromkeys(right, 0)
    for row in map(json.loads, (GOLD / "reports.jsonl").read_text().splitlines()):
        if not row["file"].endswith(".pdf") or row.get("not_scored") or row["review_type"] is None:
            continue
        told = {
            "reviewers": row["reviewers"],
            "published_on": [row["published"]],
            "review_type": [row["review_type"]],
        }
        for one in extract.findings(pdf.read((GOLD / row["file"]).read_bytes()), None):
            if one.field in right:
                given[one.field] += 1
                right[one.field] += one.value in told[one.field]
    assert all(given[field] >= 20 for field in right)
    assert all(right[field] / given[field] >= 0.95 for field in right)
