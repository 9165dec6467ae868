"""Apostrophes: who owns something has one, and what is only more than one has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of

KINDS = {
    "somebody of whom there is one has an evening or a report": (
        ["The Captains day is in June.", "Read the Vicars letter first.", "The Treasurers report was short.", "Tickets for the Chairmans dinner."],
        ["The captain's day is in June.", "Captains meet at noon.", "The treasurers report to the board.", "Read the vicar's letter."],
    ),
    "members, patients and dogs have something": (
        ["It is the tenants responsibility.", "Bag your dogs waste, please.", "Send it on your childs behalf.", "She spoke on another persons behalf."],
        ["It is the tenant's responsibility.", "The members area is open.", "Parents need to know.", "Two persons were there, and children came."],
    ),
    "councils and clubs have something": (
        ["This is the clubs annual dinner.", "Read the trusts policy on dogs.", "Look at the branches accounts."],
        ["This is the club's annual dinner.", "All the clubs policies cover it.", "The schools are open.", "Some of the councils own one.", "The schools plan to close.", "The clubs support us."],
    ),
    "an issue or a meeting is of a month or a day": (
        ["It was in Octobers newsletter.", "At Januarys meeting we chose.", "Notes of last Tuesdays meeting."],
        ["It was in October's newsletter.", "Tuesdays meetings are short.", "We meet on Tuesdays."],
    ),
    "a time that something takes is owned": (
        ["Come back in three weeks time.", "Give a months notice.", "It was a days work."],
        ["Come back in three weeks' time.", "Give a month's notice.", "In two weeks we meet.", "Three days work best."],
    ),
    "what is owned by it has no apostrophe": (
        ["The club has lost it's roof.", "A choir with it's own hall.", "They celebrated it's first year.", "The hall and it's staff."],
        ["The club has lost its roof.", "I hope that it's fine.", "It is good, and it's free.", "For what it's worth, come."],
    ),
    "what takes place every week is more than one": (
        ["We meet on Monday's at ten.", "Open on Friday's and by appointment.", "Quiz on Thursday's."],
        ["We meet on Mondays at ten.", "Monday's meeting was short.", "In Friday's paper.", "It is Sunday's best cake."],
    ),
    "people who do something own nothing there": (
        ["The volunteers' are tired.", "All parents' who came were glad.", "Our members' have voted."],
        ["The volunteers' tea is ready.", "They sang 'We are the members' and left.", "‘All my friends’ will be sung."],
    ),
    "greetings and days of the year have their own": (
        ["Seasons greetings to all.", "Come on Mothers Day.", "A party on New Years Eve."],
        ["Season's greetings to all.", "Come on Mother's Day.", "The seasons change.", "New years bring new plans."],
    ),
    "what is years old has none": (
        ["He is 12 years' old.", "Anyone over 12 year's old."],
        ["He is 12 years old.", "It has 12 years' worth of dust."],
    ),
    "our members are many": (
        ["We ask for our member's views.", "Thank you for our volunteer's time."],
        ["We ask for our members' views.", "Our patient's story is here.", "Each member's view counts."],
    ),
    "more than one have none": (
        ["We have some photo's and some old scone's.", "Bring two cake's.", "Five hour's of it."],
        ["All that's left.", "Some of today's cakes.", "Two of Ann's cakes.", "In three weeks' time."],
    ),
    "many have no apostrophe, whatever mark is behind them or before the number": (
        ["We ran many activitie's; facilitie's too.", "Under-11's won 3-1.", "She is 9 years's old."],
        ["Indigenous peoples' rights.", "The under-11s won 3-1.", "Under-11's coach."],
    ),
    "patients, parents and members have something": (
        ["Bring it to parents attention.", "We hear patients concerns.", "We spoke on the club members behalf.", "Whos coming?", "Heres the list."],
        ["Bring it to parents' attention.", "What patients concerns are.", "Who's coming?", "Here's the list."],
    ),
    "one week's is of one week": (
        ["Give a weeks' notice.", "Each days' work.", "It is a 10 minute's walk.", "Bring two day's supply and a weeks supply."],
        ["Give a week's notice.", "Two weeks' notice.", "It is a ten minutes' walk.", "It takes 10 minutes."],
    ),
    "verbs have none": (
        ["She want's to come.", "It need's paint.", "The plan include's cake."],
        ["She wants to come.", "It's late.", "Let's go."],
    ),
    "you are is you're": (
        ["If your not sure, ring us.", "Come when your able to.", "Say if your interested in a place."],
        ["If your child is able, come.", "When your looking glass breaks.", "Say if you're not sure."],
    ),
    "it is is it's": (
        ["Its not easy.", "We know its going to rain, and its important to stay dry.", "Its great that you came."],
        ["It did its best to help.", "The hall and its great roof.", "Its important role."],
    ),
    "Jesus and a day have theirs": (
        ["We follow Jesus journey.", "It is a long days work.", "Come to Captains Day on Sunday."],
        ["Jesus loves us.", "Long days and nights.", "The captains met."],
    ),
    "it is is it's at the end, too": (
        ["Come - its great!", "Its also a good way to meet.", "Come or not, its entirely up to you.", "We know its run by two people."],
        ["The club and its great hall.", "Its free hall.", "Its fun fair."],
    ),
    "fees and interests are of members": (
        ["We ask for members fees.", "It is in the residents best interests.", "After 6 weeks consultation."],
        ["We ask for members' fees.", "Six weeks of rest.", "The members' interests."],
    ),
    "an evening is of more than one parent": (
        ["Parent's evening is at six.", "The volunteer's meeting is at noon.", "Come to the Presidents evening on Friday."],
        ["Parents' evening is at six.", "A parent's view.", "The president's evening."],
    ),
    "one body has something": (
        ["We invest in the homes environment.", "Read the governments recovery plan.", "The clubs recent meeting was short.", "HMRCs support is free."],
        ["The homes are warm.", "The schools forum meets.", "My regular Teams background is blue.", "The clubs nearby are open."],
    ),
    "many people have something": (
        ["It is for the families lives.", "A survey of employees views is here.", "They work in peoples homes.", "The members term of office ends.", "Use the parents WhatsApp group.", "It gives three days emergency food."],
        ["Two families live here.", "The members area is open.", "The peoples of the world."],
    ),
    "things that are many have none": (
        ["Our rota's have changed.", "We need photo's of it.", "The drop in's are free."],
        ["We meet at St Mark's from noon.", "The doctor's available slots are few.", "Everything's available."],
    ),
    "it is has one": (
        ["I think its just a joke.", "We know its one of many."],
        ["It is one of many."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_an_apostrophe_stands_where(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", "TXT25", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT25", right) == []


def test_short_forms_make_their_plural_without_one(tmp_path: Path) -> None:
    wrong = ["Some PC's and CD's are left.", "PDF's are sent on Monday.", "Bring old DVD's."]
    right = [
        "The PC's screen is dark.",
        "PDFs are sent.",
        "A CD's cover, and our MP's letter to us.",
        "It is WASI's `open`",
    ]
    assert spoken_of(tmp_path / "wrong", "TXT13", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT13", right) == []
