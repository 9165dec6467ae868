"""Words that were taken for others are found by what stands beside them, and are right elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of

KINDS = {
    "effect for affect": (
        ["It would effect your child.", "This does not effect the plan."],
        ["It had an effect.", "We can effect change.", "It will not affect the plan."],
    ),
    "then for them": (
        ["Please ask then to ring.", "Tell then about it."],
        ["Please ask, then ring.", "We ask them to ring then.", "Let us help, and then to bed."],
    ),
    "though for through": (
        ["They are coming though the gate.", "Work though it with us if you go though town."],
        ["They are coming, though late.", "He is coming though he is ill.", "Coming through the gate."],
    ),
    "were and where": (
        ["They where given tea.", "The place were you sat.", "Find out were the hall is."],
        ["They were given tea.", "The places were full.", "We know where it is."],
    ),
    "it for if": (
        ["It you have a spare hour, come.", "Of anyone would like a place, ring us."],
        ["If you have an hour, come.", "Is you have right?", "It is you we want."],
    ),
    "he and they for the": (
        ["Come in he morning.", "We met at he hall.", "They club is open."],
        ["In the morning he came.", "The club they know.", "They end at noon."],
    ),
    "advise for advice, practise for practice": (
        ["Ring us for advise.", "Ask for legal advise.", "Come to choir practise on Monday.", "Ask your GP practise."],
        ["We can help and advise you.", "Ring for advice.", "The choir practises on Monday.", "We practise here."],
    ),
    "here and hear": (
        ["We would like to here from you.", "Click hear to book."],
        ["It is good to be here.", "We hear from you.", "Come, hear the choir."],
    ),
    "new for knew and news": (
        ["We new that it was late.", "Good new about the roof is that it is dry."],
        ["We knew that.", "It is good, new and cheap.", "A new hall."],
    ),
    "form and from": (
        ["We received form the council a note.", "A letter form the vicar.", "Fill in the booking from below."],
        ["A form the council sent.", "A letter from the vicar.", "The booking from Ann is here."],
    ),
    "on for one, by for be": (
        ["She is on of our best.", "It will by held at noon.", "It must by opened."],
        ["They went on of their own will.", "It will, by noon, be held.", "It was held by us."],
    ),
    "with for wish, do for due": (
        ["All who with to come may ring.", "It is off do to the weather."],
        ["Who is it with?", "What can you do to the hall?", "With to-do lists."],
    ),
    "everyday for every day": (
        ["The hall is open everyday.", "It runs everyday."],
        ["An everyday coat.", "It is open every day.", "Here everyday things are sold."],
    ),
    "of for have": (
        ["We should of known.", "It would of helped.", "You may of heard."],
        ["They should of course come.", "It would of necessity end.", "In May of that year.", "You should have known."],
    ),
    "affect for effect, altar and advance": (
        ["They were effected by it.", "Meet at the alter.", "Give advanced notice."],
        ["A change was effected by hand.", "Alter the plan.", "An advanced course."],
    ),
    "then for than": (
        ["It was much more then 200 cakes.", "It is later then planned."],
        ["It was later, then we left.", "Come no later, then we start.", "There are more then there were."],
    ),
    "nest for next, car for care, now for know": (
        ["The nest meeting is in May.", "She works in car homes.", "Please let us now if you can come."],
        ["The nest box is full.", "Her car is at home.", "Let us now begin."],
    ),
    "roll for role, stationary for stationery, proceeded for preceded": (
        ["They play a valuable roll in it.", "We need new stationary.", "Tea will be proceeded by a talk.", "See what affect it has."],
        ["A bacon roll is free.", "The bus was stationary.", "We proceeded by bus.", "It will affect us all."],
    ),
    "effected for affected": (
        ["Rain has also effected sales.", "The worst effected streets are here."],
        ["It has effected a change.", "It was effected by the new law."],
    ),
    "worse for worst": (
        ["It is one of the worse for years.", "A secretary's worse nightmare came.", "It was the worse year of all."],
        ["It got worse.", "It was none the worse for wear.", "Which is worse, tea or rain?"],
    ),
    "whoever for wherever, exiting for exciting": (
        ["Walk whoever possible.", "We have exiting news.", "It is an exiting partnership."],
        ["Walk wherever possible.", "Those exiting the hall, wait."],
    ),
    "nor for not": (
        ["They do nor have to come.", "It is nor the end."],
        ["They do not, nor have they asked."],
    ),
    "a letter is wrong": (
        ["It can be out in place soon.", "Get your flu jan here.", "Thank you go the helpers."],
        ["It can be put in place.", "Our thanks go to all helpers.", "The flu in Jan."],
    ),
    "formerly for formally": (
        ["She has formerly resigned.", "It was formerly opened."],
        ["It was formerly a school.", "She formally resigned."],
    ),
    "there for their": (
        ["They have done there usual walk.", "Bring it for there children."],
        ["We have there our own hall."],
    ),
    "at for a": (
        ["We are planning at trip.", "Please make at list."],
        ["We are at trip advisers.", "Look at copy machines."],
    ),
    "they for the before a person": (
        ["When they adult asked, we told her.", "Ask if they teacher is in."],
        ["When they asked, we told them.", "If they teach here, ask."],
    ),
    "you for your before what belongs to somebody": (
        ["Let you class rep know.", "If you child's coat is lost, ask.", "Are you struggling with you plot?", "Bring it on you bike."],
        ["Let you and me meet.", "If you want, come.", "It is up to you.", "With you in the lead, we won."],
    ),
    "our for are, were for we're": (
        ["The children our now happy.", "It is late since were now looking for help."],
        ["Come and see our now famous cakes.", "If we were now there, we would see."],
    ),
    "nouns and verbs that are spelt with c and s": (
        ["It is a practise piece.", "Read the latest advise.", "Please advice us soon."],
        ["We practise the piece.", "Ask for advice.", "Please advise us."],
    ),
    "lose, quiet, whether and very": (
        ["Do not loose your ticket.", "It is a quite place.", "Ask weather it is on.", "We are vary happy."],
        ["A loose tile fell.", "It is quite a place.", "Ask what the weather is."],
    ),
    "to, except, accept and choose": (
        ["We would like too see you.", "Open all days accept Sunday.", "We cannot except cash.", "You can chose one."],
        ["You too can see it.", "We accept cash.", "All except one came.", "They chose one."],
    ),
    "whose, their, there, does, know and thought": (
        ["Ask the boy who's name we know.", "Bring they're own tea.", "Their is tea.", "It dose not rain.", "Let us no soon.", "I though it was late."],
        ["They're here.", "Their tea is cold.", "The dose is small.", "I, though, was late."],
    ),
    "for and from": (
        ["Bring tea fro the club.", "We went tot he hall."],
        ["They walk to and fro the whole day."],
    ),
    "many that sound alike": (
        ["The deputy principle came."],
        ["A matter of principle.", "I agree in principle.", "The paid officer of the club."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_taken_for_another(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", "TXT21", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT21", right) == []
