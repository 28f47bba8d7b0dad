"""Where each review is found and where it is not: the own site, the NSPCC, the Panel.

Belongs here: the gap report by review and by publisher. Does not belong here: any judgement of a gap; a review may be
missing from a list for many good reasons.

"Not found" is said only of a list whose last harvest read it whole and was believed. Everything else is not known.
A deposit whose area is withheld belongs to no publisher here, whatever it holds.
"""

from string import Template

from catalogue.publish.views.view import View

_WORDS = (
    "listed: the list shows it; no_longer_listed: the list showed it before and, read whole, no longer does; not_found:"
    " the list was read whole and has never shown it; not_known: the list has not been read whole, so nothing is"
    " concluded"
)

# Sites that answer for a publisher's reviews: its own, and those of whoever followed it.
_SITES = """
WITH RECURSIVE heirs AS (
    SELECT DISTINCT publisher_id, publisher_id AS site_of FROM sources
    UNION
    SELECT heirs.publisher_id, unnest(follower.succeeded_by) AS site_of
    FROM heirs JOIN sources AS follower ON follower.publisher_id = heirs.site_of
),
read AS (
    SELECT source_id, publisher_id, collection, last_harvest_at, status = 'retired' AS retired, read_whole AS whole
    FROM sources
)
"""

_ON_A_LIST = Template("""
$alias AS (
    SELECT one.review_id,
           bool_or(CASE WHEN NOT site.retired THEN coalesce(one.listed, one.last_seen_at >= site.last_harvest_at) END)
               AS listed,
           bool_or(site.whole) AS whole,
           max(one.last_seen_at) AS last_seen_at,
           arg_max(one.page, one.last_seen_at) AS page
    FROM listings AS one
    JOIN read AS site ON site.source_id = one.source_id
    JOIN reviews AS review ON review.review_id = one.review_id
    $only
    GROUP BY one.review_id
)
""")
_HEIR = "heirs ON heirs.publisher_id = review.publisher_id AND heirs.site_of = site.publisher_id"

_STATE = Template("""
CASE WHEN $alias.listed THEN 'listed'
     WHEN $alias.listed IS NOT NULL AND $alias.whole THEN 'no_longer_listed'
     WHEN $alias.review_id IS NULL AND $whole THEN 'not_found'
     ELSE 'not_known' END
""")

GAP_REPORT = View(
    name="gap_report",
    comment="Where each review is found and where it is not: on the list of its own publisher, on the NSPCC's update"
    " pages, among the Panel's publications. A gap is a fact about lists and says nothing about why. One row a review.",
    columns={
        "review_id": "The review.",
        "title": "Its title.",
        "review_type": "What kind of inquiry it is.",
        "about_child": "Whether it is about a child's case; null where that is not known.",
        "publisher_id": "Its publisher; null where none is known or it is anonymous.",
        "publisher": "Name of that publisher.",
        "published_on": "First publication: the first day of the stated day, month or year; null where none is stated.",
        "published_precision": "How exact that date is.",
        "found": "In one word where it is found: own_and_national; own_only and national_only, where the other lists"
        " were read whole; elsewhere_only, on another body's list; no_list_now; not_known, where a list that matters"
        " was not read whole; not_attributed, where no publisher is known or its area is withheld on purpose.",
        "own_list": f"Its publisher's own list, or that of a publisher that followed it. {_WORDS}. not_attributed: no"
        " publisher is known for it, or its area is withheld on purpose.",
        "own_page": "Page of that list that shows it, or showed it last.",
        "own_last_seen_at": "When that page was last seen to show it, UTC.",
        "nspcc_list": f"The NSPCC's public update pages; its library catalogue is not read. {_WORDS}.",
        "nspcc_page": "Page of it that shows it, or showed it last.",
        "nspcc_expected_until": "Until about when the NSPCC is believed to keep its copy (about five years); an"
        " estimate, and nobody's duty. Null where it is not on its pages, or no year is given there.",
        "nspcc_expected_basis": "Where that estimate comes from, and whether it was confirmed.",
        "panel_list": f"The publications of the Child Safeguarding Practice Review Panel. {_WORDS}.",
        "panel_page": "Page of them that shows it, or showed it last.",
        "also_listed_by": "Other publishers whose lists show it.",
    },
    sql=Template("""$sites,
$own,
$nspcc,
$panel,
sites AS (
    SELECT heirs.publisher_id, bool_and(site.whole) FILTER (NOT site.retired) AS whole
    FROM heirs JOIN read AS site ON site.publisher_id = heirs.site_of
    GROUP BY heirs.publisher_id
),
national AS (
    SELECT coalesce(bool_and(whole) FILTER (collection = 'nspcc' AND NOT retired), false) AS nspcc,
           coalesce(bool_and(whole) FILTER (collection = 'panel' AND NOT retired), false) AS panel
    FROM read
),
clock AS (
    SELECT review_id, max(expected_until) AS until, arg_max(expected_basis, expected_until) AS basis
    FROM locations WHERE expected_until IS NOT NULL GROUP BY review_id
),
others AS (
    SELECT one.review_id, list(DISTINCT site.publisher ORDER BY site.publisher) AS publishers
    FROM listings AS one
    JOIN sources AS site ON site.source_id = one.source_id
    JOIN reviews AS review ON review.review_id = one.review_id
    LEFT JOIN $heir
    WHERE site.collection NOT IN ('nspcc', 'panel') AND one.listed IS NOT FALSE
      AND (review.anonymous OR heirs.site_of IS NULL)
    GROUP BY one.review_id
),
states AS (
    SELECT review.review_id,
           CASE WHEN review.anonymous OR review.publisher_id IS NULL THEN 'not_attributed' ELSE 
                $own_state END AS own_list,
           $nspcc_state AS nspcc_list,
           $panel_state AS panel_list
    FROM reviews AS review
    CROSS JOIN national
    LEFT JOIN own ON own.review_id = review.review_id
    LEFT JOIN nspcc ON nspcc.review_id = review.review_id
    LEFT JOIN panel ON panel.review_id = review.review_id
    LEFT JOIN sites ON sites.publisher_id = review.publisher_id
)
SELECT review.review_id, review.title, review.review_type, review.about_child,
       CASE WHEN NOT review.anonymous THEN review.publisher_id END AS publisher_id,
       CASE WHEN NOT review.anonymous THEN review.publisher END AS publisher,
       review.published_on, review.published_precision,
       CASE WHEN own_list = 'not_attributed' THEN 'not_attributed'
            WHEN own_list = 'listed' AND 'listed' IN (nspcc_list, panel_list) THEN 'own_and_national'
            WHEN 'not_known' IN (own_list, nspcc_list) THEN 'not_known'
            WHEN own_list = 'listed' THEN 'own_only'
            WHEN 'listed' IN (nspcc_list, panel_list) THEN 'national_only'
            WHEN others.review_id IS NOT NULL THEN 'elsewhere_only'
            ELSE 'no_list_now' END AS found,
       own_list, own.page AS own_page, own.last_seen_at AS own_last_seen_at,
       nspcc_list, nspcc.page AS nspcc_page, clock.until AS nspcc_expected_until, clock.basis AS nspcc_expected_basis,
       panel_list, panel.page AS panel_page,
       coalesce(others.publishers, []) AS also_listed_by
FROM reviews AS review
JOIN states ON states.review_id = review.review_id
LEFT JOIN own ON own.review_id = review.review_id
LEFT JOIN nspcc ON nspcc.review_id = review.review_id
LEFT JOIN panel ON panel.review_id = review.review_id
LEFT JOIN clock ON clock.review_id = review.review_id
LEFT JOIN others ON others.review_id = review.review_id
ORDER BY review.publisher_id NULLS LAST, review.review_id""").substitute(
        sites=_SITES.strip(),
        heir=_HEIR,
        own=_ON_A_LIST.substitute(alias="own", only=f"JOIN {_HEIR} WHERE NOT review.anonymous").strip(),
        nspcc=_ON_A_LIST.substitute(alias="nspcc", only="WHERE site.collection = 'nspcc'").strip(),
        panel=_ON_A_LIST.substitute(alias="panel", only="WHERE site.collection = 'panel'").strip(),
        own_state=_STATE.substitute(alias="own", whole="coalesce(sites.whole, false)").strip(),
        nspcc_state=_STATE.substitute(alias="nspcc", whole="national.nspcc").strip(),
        panel_state=_STATE.substitute(alias="panel", whole="national.panel").strip(),
    ),
)

GAP_BY_PUBLISHER = View(
    name="gap_by_publisher",
    comment="For each publisher of children's reviews: how many of its reviews its own list and the national lists"
    " show, what the national lists have and its own site lacks, and the reverse. Reviews that are not about a child's"
    " case are not counted. One row a publisher, those without a known review too.",
    columns={
        "publisher_id": "The publisher.",
        "publisher": "Its name.",
        "own_list_read": "Whether all of its own lists were read whole at their last harvest; only then can a review be"
        " not found there.",
        "own_list_read_at": "When its own lists were last read whole, UTC; the oldest where it has several, null where"
        " one never was.",
        "reviews": "Reviews of it that the catalogue knows.",
        "on_own_list": "Those that its own list shows.",
        "on_national_lists": "Those that the NSPCC's update pages or the Panel's publications show.",
        "national_only": "Those that a national list shows and its own list, read whole, does not.",
        "own_only": "Those that its own list shows and neither national list, read whole, does.",
        "not_known": "Those of which nothing is said, because a list was not read whole.",
        "national_only_reviews": "Ids of the reviews that its own list lacks.",
        "own_only_reviews": "Ids of the reviews that the national lists lack.",
        "nspcc_copies_ended": "Those whose copy at the NSPCC was expected until a day before this edition.",
        "nspcc_next_end": "First day, from this edition on, until which the NSPCC is believed to keep a copy; null"
        " where there is none.",
    },
    sql="""
WITH built AS (SELECT built_at::DATE AS today FROM edition),
gaps AS (SELECT * FROM gap_report WHERE about_child IS NOT FALSE AND publisher_id IS NOT NULL),
bodies AS (
    SELECT publisher_id, any_value(publisher) AS publisher,
           bool_and(read_whole) AS whole,
           CASE WHEN count(*) = count(last_complete_at) THEN min(last_complete_at) END AS read_at
    FROM sources
    WHERE status <> 'retired'
      AND ((collection = 'partnership' AND scope IN ('child', 'both'))
           OR publisher_id IN (SELECT publisher_id FROM gaps))
    GROUP BY publisher_id
),
counted AS (
    SELECT publisher_id,
           any_value(publisher) AS publisher,
           count(*) AS reviews,
           count(*) FILTER (own_list = 'listed') AS on_own_list,
           count(*) FILTER ('listed' IN (nspcc_list, panel_list)) AS on_national_lists,
           count(*) FILTER (found = 'national_only') AS national_only,
           count(*) FILTER (found = 'own_only') AS own_only,
           count(*) FILTER (found = 'not_known') AS not_known,
           list(review_id ORDER BY review_id) FILTER (found = 'national_only') AS national_only_reviews,
           list(review_id ORDER BY review_id) FILTER (found = 'own_only') AS own_only_reviews,
           count(*) FILTER (nspcc_expected_until < today) AS nspcc_copies_ended,
           min(nspcc_expected_until) FILTER (nspcc_expected_until >= today) AS nspcc_next_end
    FROM gaps CROSS JOIN built
    GROUP BY publisher_id
)
SELECT publisher_id,
       coalesce(bodies.publisher, counted.publisher) AS publisher,
       coalesce(bodies.whole, false) AS own_list_read,
       bodies.read_at AS own_list_read_at,
       coalesce(reviews, 0) AS reviews,
       coalesce(on_own_list, 0) AS on_own_list,
       coalesce(on_national_lists, 0) AS on_national_lists,
       coalesce(national_only, 0) AS national_only,
       coalesce(own_only, 0) AS own_only,
       coalesce(not_known, 0) AS not_known,
       coalesce(national_only_reviews, []) AS national_only_reviews,
       coalesce(own_only_reviews, []) AS own_only_reviews,
       coalesce(nspcc_copies_ended, 0) AS nspcc_copies_ended,
       nspcc_next_end
FROM bodies FULL JOIN counted USING (publisher_id)
ORDER BY publisher_id""",
)

GAPS: tuple[View, ...] = (GAP_REPORT, GAP_BY_PUBLISHER)
