"""Who may read or use something, and when it may be told, is known by what kind of words stand together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.rules_on_lines import problem_by_line

LIMITS = [
    "The results can only be shared with the head of centre.", "Only trustees and the clerk should have access to this page.",
    "A private area is for members of the panel.", "Nothing on this page should be linked from a public site.",
    "It is not meant for public use.", "Do not share the password with anybody.", "The meeting can only be joined by invitation.",
    "It would be a breach of the confidentiality of the report.", "We are not making the notes public.", "Board Confidential",
    "Only subscribers can open it.", "Strictly no sharing on social media.", "Please do not pass on the link.",
    "Not to be shared with patients.", "For clinical staff use only.", "Access is for registered users only.",
    "Please keep the location private.", "The list is for the committee alone.", "The paper is restricted to partner agencies.",
    "Please do not post it online.", "Please don't read this out.", "Do not speak to the media.", "TLP:GREEN", "Not via publicly accessible channels.", "Please do not pass them on.",
    "You will have seen the draft in confidence.", "This is a confidential document.", "Supplied solely for your review.", "Unpublished data: handle with care.", "These figures are still unpublished.",
    "For the eyes of the board only.", "Notes that can't be posted publicly.", "It is, under no circumstances, to be divulged.", "You are asked to treat the papers as confidential.", "I am not at liberty to say.",
    "You may not publish the results before Friday.", "Coverage of it is strictly prohibited before noon.", "It is not OK to post this on the web.",
]  # fmt: skip
NO_LIMITS = [
    "Keep your password to yourself.", "You can only be sure if you ask.", "Sales can only be made in cash.", "Medicines can only be given on prescription.",
    "The garden is open to the public.", "Only the brave should have a go.", "The private chapel is for prayer.", "We keep all replies confidential.",
    "The preview evening on Friday is for members only.", "Make your voice public.",
    "Records can only be accessed by clinicians.", "Don't keep the news to yourself: share it.", "We treat all calls as confidential.", "Do not speak to the driver.",
    "Photos may not be shared with others before consent.", "Your news will only be shared with your consent.",
    "No sharing of towels in the pool.", "Please keep the gate closed.", "Do not pass on the infection.", "You keep the news to yourself.",
]  # fmt: skip


@pytest.mark.parametrize("line", LIMITS)
def test_words_about_who_may_share_open_or_join_are_limits(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("RST03",))) == [line]


@pytest.mark.parametrize("line", NO_LIMITS)
def test_offers_advice_and_other_senses_are_no_limits(tmp_path: Path, line: str) -> None:
    assert problem_by_line(tmp_path, [line], rules=("RST03",)) == {}


READERS = [
    "- Update on screening – all GPs", "This notice is intended for the use of tenants.", "If you are not a member, please ignore this email.",
    "The recordings are available to all branch members.",
    "Log in to the members' area to read the minutes.", "This message goes to all branch secretaries.", "This page is for dental professionals.",
    "You need to be a member to read this.", "Target audience: community pharmacists", "These meetings are intended for members of the society.",
    "- New form - for all practice nurses", "Sent to: all households in the trial", "To all members", "All practice staff", "Trustees only",
    "Sent on behalf of the chair to all members.", "You are receiving this as a member of the league.", "Sent to customers with an account on Friday",
    "This is a copy of the text from my e-mail to members.", "All Members Circular 12", "FAO practice managers",
    "This is the third newsletter. It was sent to all our correspondents.", "Action: all GP practices", "Cc: trustees",
    "You are receiving this because you are a member of the panel.", "This message is only for those on the waiting list.",
    "To: Parochial Clergy, Wardens", "This bulletin is produced by the agency and is intended for all dentists.", "A newsletter that we are sending out to all our co-ordinators.",
    "You are receiving this because you are listed as the contact of your street.", "Guidance for local practices only.", "Please bring this to the attention of all members.", "Notes for reviewers only", "An update for circulation in your practice.", "Patron-only posts",
    "This information is only relevant to practice staff.",
]  # fmt: skip
NO_READERS = [
    "Members only may vote.", "The members-only evening is in May.",
    "- Update on screening – all welcome", "This course is for tenants.", "You need to be a member to play in the league.", "The website is for everyone.",
    "This page is for members of the public.", "The report is for the year to March, and members may ask for it.", "If you are interested, do not ignore this chance.",
    "The recordings are available to all.", "Meetings are held by members.", "- New form - all GPs have had it by post", "- 7:30pm – all leaders",
    "This event is intended for members of the public.", "Sent to: all", "All members have a vote.", "The rest is for all.", "You are receiving this as a gift.", "It was sent to all our correspondents.", "Action: a plan for practices",
    "You are receiving this because you subscribed.", "Everybody in the list of all members has a circular saw.",
    "A course for local practices only, free.", "Books for use in the library.", "You are receiving this because you are listed in our address book.", "This guidance is for professionals.",
]  # fmt: skip


@pytest.mark.parametrize("line", READERS)
def test_words_that_name_readers_are_said_where_everybody_reads(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("RST13",))) == [line]


def test_a_line_of_readers_is_found_between_others_too(tmp_path: Path) -> None:
    lines = ["To all members", "Sent to: all", "Trustees only", "The rest is for all."]
    assert set(problem_by_line(tmp_path, lines, rules=("RST13",))) == {"To all members", "Trustees only"}


@pytest.mark.parametrize("line", NO_READERS)
def test_what_is_for_all_or_only_an_offer_names_no_readers(tmp_path: Path, line: str) -> None:
    assert problem_by_line(tmp_path, [line], rules=("RST13",)) == {}


LASTS = [
    "The embargo on the figures will lift at noon.", "The report is under the agreed embargo of 9am on Friday.", "Embargo time is 10:30.",
    "The embargo ends at midnight.", "Please respect the embargo.", "The embargo is Monday at 10am.",
]  # fmt: skip
IS_OVER = [
    "The embargo on the report has been lifted.", "We are lifting the embargo on the findings.", "The earlier embargo was broken, and no longer applies.",
]  # fmt: skip
NO_EMBARGO = [
    "The trade embargo was lifted in 1995.", "Most papers come with an embargo.", "An embargo keeps news back for a while.",
    "The arms embargo will end in May, the minister said in his country.", "Papers are often embargoed.", "The article is in the repository, and its embargo is twelve months.",
]  # fmt: skip
SPOKEN_OF = ["Journalists who break the embargo are not invited again."]


@pytest.mark.parametrize("line", LASTS)
def test_an_embargo_that_lasts_must_be_held(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("RST03",))) == [line]
    assert problem_by_line(tmp_path, [line], rules=("RST14",)) == {}


@pytest.mark.parametrize("line", IS_OVER)
def test_an_embargo_that_is_over_is_to_be_looked_at(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("RST14",))) == [line]


def test_an_embargo_that_is_spoken_of_is_to_be_looked_at(tmp_path: Path) -> None:
    assert list(problem_by_line(tmp_path, SPOKEN_OF, rules=("RST14",))) == SPOKEN_OF


def test_embargoes_on_goods_and_what_an_embargo_is_are_nothing(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NO_EMBARGO, rules=("RST03", "RST14")) == {}


MORE_LIMITS = [
    "Please don't send this to the media.", "We cannot comment on it to the press.", "Journalists may not redistribute the text.",
    "Copies must not leave the building.", "Please don't mention this to the children.", "We ask you not to discuss it elsewhere.",
    "You will get a link by email, so do not share it.", "Media are expected to abide by the embargo.",
]  # fmt: skip
MORE_READERS = [
    "To: Branches, Groups and Executive Council", "Information classification: OFFICIAL", "Cascade to all ward managers",
    "The meetings are by invitation only.", "This survey should only be completed by contractors.",
]  # fmt: skip


@pytest.mark.parametrize("line", MORE_LIMITS)
def test_who_must_be_silent_is_a_limit(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("RST03",))) == [line]


@pytest.mark.parametrize("line", MORE_READERS)
def test_to_whom_a_circular_is_addressed_is_said(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("RST13",))) == [line]
