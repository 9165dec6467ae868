"""The facts in the documents of the sample, and which files of the sample must state them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Fact(NamedTuple):
    """A fact in one of the two documents from which the sample was made; they are not in the repository."""

    document: str
    line: int
    """The line of the document's plain text on which the fact begins."""
    file: str
    """The file of the sample that states the fact; "" if it was left out."""
    words: str
    """The words of the file that state the fact, or the reason why it was left out."""


def _read() -> tuple[Fact, ...]:
    with Path(__file__).with_name("sample-facts.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return tuple(Fact(document, int(line), name, words) for document, line, name, words in rows)


TABLE = _read()
FACTS: Mapping[str, tuple[str, ...]] = {
    name: tuple(fact.words for fact in TABLE if fact.file == name)
    for name in dict.fromkeys(fact.file for fact in TABLE if fact.file)
}
"""File → the words that must be in it."""

LED_IN = 12
"""The most words of a paragraph that only introduces a list or a quotation, and so needs no fact of its own."""

OURS = (
    "lead to example.org in this sample",
    "leads to example.org in this sample",
    "The booking link in this sample leads to example.org",
    "The booking links in this sample lead to example.org",
    "presents its safeguarding annual report today",
    "This issue tells you what the report says",
    "This issue also has a new support service",
    "does not say how to contact the CDOP team",
    "Pages on FutureNHS need a FutureNHS account",
    "There are 2 dates in 2020 for everybody",
    "HSIB has recently published reports of 2 investigations",
)
"""Words of the paragraphs that are not from the documents: introductions, and notes that this is a sample."""

DATES = {
    "23 February 2022", "25 March 2022", "23 March 2022", "1 April 2022", "10 May 2022", "2 March 2022", "4 March 2022",
    "8 March 2022", "11 March 2022", "14 March 2022", "17 March 2022", "22 March 2022", "18 January 2022",
    "25 January 2022", "20 January 2022", "9 December 2021", "15 June 2022", "1 February 2022", "5 February 2020",
    "29 June 2018", "29 June 2019", "21 August 2018", "26 June 2018", "22 November 2018", "19 March 2019",
    "1 October 2020", "25 November 2019",
}  # fmt: skip
PERCENTAGES = {"22%", "34.1%", "61.5%", "85%", "87.79%", "88.55%", "96.3%", "87.02%", "85.7%"}
PHONES = {"0344 255 0623", "0161 426 9900", "0161 426 5999"}
EMAILS = {
    "england.northsafeguarding@nhs.net",
    "hsbs@swgfl.org.uk",
    "patientsafety.enquiries@nhs.net",
    "NHSps-manager@future.nhs.uk",
}
PEOPLE = {
    "Luke and Ryan Hart", "Michael Preston-Shoot", "Julie Parker", "Sarah Martin", "Sue Gaskell", "James Higgins",
    "Jane Connell", "John Harris",
}  # fmt: skip
LINKS = {
    "https://www.salg.ac.uk/salg-publications/stop-before-you-block/",
    "https://www.england.nhs.uk/patient-safety/the-nhs-patient-safety-strategy/#research-needs",
    "https://www.england.nhs.uk/nhs-standard-contract/cquin/2022-23-cquin/",
    "https://future.nhs.uk/NEWS2CN/view?objectID=32776688",
    "https://www.hsib.org.uk/covid-19-statement/",
    "https://www.hsib.org.uk/investigations-and-reports/local-integrated-investigation-pilot-2-incorrect-patient-details-on-handover-notes/",
    "https://www.hsib.org.uk/investigations-and-reports/recognition-of-acutely-ill-infant/",
    "https://www.cas.mhra.gov.uk/ViewandAcknowledgment/ViewAlert.aspx?AlertID=103190",
    "https://www.shotuk.org/wp-content/uploads/myimages/SHOT-bite-cell-salvage-Dec-2021.pdf",
    "https://www.shotuk.org/human-factors-tuition-package/",
    "https://www.england.nhs.uk/patient-safety/incident-response-framework/",
    "https://www.england.nhs.uk/patient-safety/patient-safety-investigation/",
    "https://future.nhs.uk/NHSps/view?objectId=32482672",
    "https://soundcloud.com/nhsengland/update-on-the-patient-safety-incident-response-framework",
}
SAR_LINKS = {f"https://example.org/sar-{number}-{kind}" for number in (3, 4, 5) for kind in ("report", "briefing")}


def _words(name: str, begin: str) -> str:
    return next(words for words in FACTS[name] if words.startswith(begin))


QUOTED = {
    "definition of harmful sexual behaviour, quoted": _words("2022-02/hsb-support-service.md", "Developmentally inappropriate"),
    "Ofsted's words, quoted, and the words that lead to them": "For some children, incidents are "
    "\"so commonplace that they see no point in reporting them\", and they",
    "names of the 8 themes, as they were published": " ".join(
        fact for fact in FACTS["2022-02/patient-safety-update.md"] if fact.startswith("- ")
    ),
    "name of a measure": _words("2022-02/patient-safety-update.md", "CCG3: "),
    "title of a masterclass, its date and its number": _words("2020-02/masterclasses.md", "19 March 2019"),
}  # fmt: skip
