"""When a listing says that an item was published.

Belongs here: which of the texts around an item may state its publication, and where a card or a post prints
its date. Does not belong here: how a date is written (``dates``) or which words mean publication
(``extract.labels``).
"""

import datetime as dt
import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from catalogue.adapters.addresses import is_document
from catalogue.adapters.datelines import is_dateline
from catalogue.adapters.entries import Entry, Item
from catalogue.adapters.headings import names_in
from catalogue.dates import find_dates
from catalogue.extract import labels
from catalogue.models import PublishedDate
from catalogue.vocabulary import DateBasis, Precision

_SHORT = 60
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n")
# "Thursday, 7 April 2016 Alex Sampleford": a day after at most a kind of post, then at most a name.
_BYLINE = re.compile(
    r"(?i:(?:latest\s+)?(?:news|posted|press\s+release|announcement|blog)(?:\s+on)?[\s:|–-]+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?[\d./-]+(?:st|nd|rd|th)?(?:\s+[A-Z][a-z]+,?\s+\d{4})?"
    r"(?:[\s,|–-]+(?:[Bb]y\s+)?[A-Z][a-z]+(?:\s+[A-Z][\w'’-]+){0,2})?"
)
_PUBLISHED_ON = re.compile(
    r"\b(?:published|publishes|released)\s+(?:\S+\s+){1,14}on\s+(?:\w+day,?\s+)?(?:the\s+)?$", re.IGNORECASE
)
# Who publishes, between a month that opens a sentence and its verb.
_DIRECTLY = re.compile(
    r",?\s+(?:the\s+|we\s+|our\s+)?(?:[\w'’&.-]+\s+){0,8}?(?:board|partnership|partners|committee|council|L?SC[BP]|\w*SP|"
    r"\w*SCP|\w*SCB|we)?\s*(?:has\s+|have\s+|then\s+|also\s+|jointly\s+)?",
    re.IGNORECASE,
)
_EVENTS = re.compile(
    r"\b(?:death|died|dies|incident|injur\w+|born|arrest\w*|convict\w*|sentenc\w*|follow\w+|after|harmed|event|held|meeting)\b",
    re.IGNORECASE,
)
_POST = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})/")
_PUBLISHING = re.compile(r"\b(?:publish(?:ed|es|ing)|publication\s+of)\b", re.IGNORECASE)


def published(item: Item, entry: Entry, page: str) -> PublishedDate | None:
    """Read the publication date of an item.

    Args:
        item: The item.
        entry: One of its links.
        page: Address of the page.

    Returns:
        The date of the label or the link; else one that the text around says is publication; else the date of
        a line that is a label in itself; else the date that heads the item's group; else the day in the address
        of a post. None where none is stated:
        a date in running text is of the incident or of anything else.
    """
    words = entry.anchor.text if entry.anchor else ""
    if item.column is not None:
        return labels.published_in(item.column) if item.column else None
    for text in (item.label, words):
        found = labels.published_in(text) if text else None
        if found and not _is_outline(found, text, (page, entry.anchor.url if entry.anchor else "")):
            return _finer(found, item)
    near = _in_text(item, entry) or _in_byline(item) or _in_lines(item, entry, words)
    if near and _is_outline(near, words, (page, entry.anchor.url if entry.anchor else "")):
        near = None
    return near or _in_datelines(item) or _in_headings(item) or _in_address(item, page)


def _in_address(item: Item, page: str) -> PublishedDate | None:
    """Return the day in the address of a post that is about one review and says that it publishes it."""
    match = _POST.search(urlsplit(page).path)
    if match is None or item.chain or not item.named or not any(_PUBLISHING.search(text) for text in item.context):
        return None
    try:
        day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:  # /2021/31/31/ is no day
        return None
    return PublishedDate(value=day, precision=Precision.DAY, basis=DateBasis.LABEL, text=match.group().strip("/"))


def _is_outline(found: PublishedDate, text: str, addresses: tuple[str, str]) -> bool:
    """Tell whether what opens a label is a section's number: an address prints the same ("/10-1-12-child-oak/")."""
    number = "-".join(re.findall(r"\d+", found.text))
    if not text.startswith(found.text) or found.precision is not Precision.DAY or "." not in found.text:
        return False
    return any(re.search(rf"(?<![\w-]){number}-(?=[a-z])", urlsplit(url).path.lower()) for url in addresses)


def _finer(found: PublishedDate, item: Item) -> PublishedDate:
    """Return the date of a line beside a label that prints the same year and more."""
    if found.precision is Precision.YEAR and (line := _in_datelines(item)) and line.value.year == found.value.year:
        return line
    return found


def _in_datelines(item: Item) -> PublishedDate | None:
    """Return the date of the lines that stand with an item, where they print one."""
    found = [date for text in item.dates if (date := labels.published_in(text))]
    return found[0] if len({date.value for date in found}) == 1 else None


def _in_text(item: Item, entry: Entry) -> PublishedDate | None:
    """Return a date that the text around an item says is its publication."""
    texts = [entry.sentence]
    if item.named or _alone(item, entry):
        context = item.context
        texts += context
        texts += [f"{one} {other}" for one, other in pairwise(context) if len(one) <= _SHORT and len(other) <= _SHORT]
    for text in texts:
        if (found := labels.published_in(text)) and found.basis is DateBasis.LISTING:
            return found
    sentences = [sentence for text in dict.fromkeys((*texts, *item.context)) for sentence in _SENTENCE.split(text)]
    said = [(sentence, date) for sentence in sentences if (date := _on_that_day(sentence))]
    own = [date for sentence, date in said if _names_it(sentence, item)] or [date for _, date in said]
    return own[0] if len({date.value for date in own}) == 1 else None


def _alone(item: Item, entry: Entry) -> bool:
    """Tell whether the block around a link has no document of another item."""
    own = {other.anchor.url for other in item.entries if other.anchor}
    return all(anchor.url in own for anchor in entry.block.anchors if is_document(anchor.url))


def _names_it(sentence: str, item: Item) -> bool:
    """Tell whether a sentence prints a pseudonym of an item's label."""
    return any(re.search(rf"\b{re.escape(name)}\b", sentence) for name in names_in(item.label, bare=True))


def _is_direct(words: str) -> bool:
    """Tell whether nothing but who publishes stands between a month and its verb."""
    return _DIRECTLY.fullmatch(words) is not None and not _EVENTS.search(words)


@lru_cache(maxsize=4096)
def _on_that_day(sentence: str) -> PublishedDate | None:
    """Read "Today (16/01/2020) the partnership is publishing" and "The partnership published it on 14 July 2020"."""
    dates = find_dates(sentence)
    if len(dates) != 1:
        return None
    date = dates[0]
    begins = re.match(r"\W*(?:today|on|in)\b", sentence, re.IGNORECASE) and date.start <= 30
    verb = _PUBLISHING.search(sentence[date.end : date.end + 140]) if begins else None
    # "In May 2018 Child Q died ... published": the month is of what comes before the verb.
    opens = verb and (
        not re.match(r"\W*in\b", sentence, re.IGNORECASE) or _is_direct(sentence[date.end : date.end + verb.start()])
    )
    before = sentence[max(0, date.start - 160) : date.start]
    closes = date.precision is Precision.DAY and _PUBLISHED_ON.search(before) and not _EVENTS.search(before)
    if not opens and not closes:
        return None
    return PublishedDate(value=date.value, precision=date.precision, basis=DateBasis.LISTING, text=date.text)


def _in_byline(item: Item) -> PublishedDate | None:
    """Return the date that heads a news post, where its text says that the review is published with it."""
    if item.chain or not item.named or not any(_PUBLISHING.search(text) for text in item.context):
        return None
    for line in item.context[0].split("\n")[:2]:
        if (
            len(line) <= _SHORT
            and _BYLINE.fullmatch(line)
            and len(dates := find_dates(line)) == 1
            and dates[0].precision is Precision.DAY
        ):
            return PublishedDate(
                value=dates[0].value, precision=dates[0].precision, basis=DateBasis.LISTING, text=dates[0].text
            )
    return None


def _in_lines(item: Item, entry: Entry, words: str) -> PublishedDate | None:
    """Return the date of a short line that stands with the link as a label does."""
    lines = entry.block.text.split("\n") if entry.anchor else []
    if len(entry.sentence) - len(words) <= _SHORT // 2:
        lines = [entry.sentence, *lines]
    for line in lines:
        told = words in line or (labels.type_in(line, None) and _alone(item, entry))
        labelled = len(line) <= _SHORT + len(words) and told
        # Two dates in one line are a period or a history.
        if labelled and len(find_dates(line)) == 1 and (found := labels.published_in(line)):
            return found
    return None


def _in_headings(item: Item) -> PublishedDate | None:
    """Return the date of the nearest heading above that is hardly more than a date."""
    for depth, heading in reversed(list(enumerate(item.chain))):
        if depth == 0 and not is_dateline(heading):
            continue
        dates = find_dates(heading)
        if dates and len(heading) - len(dates[0].text) <= _SHORT // 2 and (found := labels.published_in(heading)):
            return found
    return None
