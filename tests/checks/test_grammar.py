"""Words that do not go together are found by their kinds, and the same words are right in other sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of

KINDS = {
    "what belongs to you is yours": (
        ["Add you name to the sheet.", "If you daughter is ill, ring us.", "So that you place can be given away.", "Write down what you choice is."],
        ["Add your name to the sheet.", "If you name them, we smile.", "Tell us what you order.", "If you own a spade, bring it."],
    ),
    "you are is no your": (
        ["If your have a spare hour, come.", "If you come, your most likely to win.", "When your are ready, start."],
        ["If your hall is free, tell us.", "Your most likely guest is late.", "When your child is ready, start."],
    ),
    "the verb behind has is in its other form": (
        ["The club has remain open.", "They have agree to it.", "She has attend twice."],
        ["The club has remained open.", "They have access to it.", "She has work to do."],
    ),
    "more and less are more than something": (
        ["It was louder and more fun that usual.", "There were fewer that last year.", "It took longer, and cost more that expected."],
        ["It was more fun than usual.", "We heard more that day.", "The more that we know, the better."],
    ),
    "one goes past, and time has passed": (
        ["Walk passed the church.", "The bus went passed our stop.", "It is ten minutes passed the hour."],
        ["Walk past the church.", "The bill was passed.", "The day went past, and we passed it by."],
    ),
    "a sentence has a verb": (
        ["Here a list of dates.", "There always some cake left.", "Tickets will on sale at noon."],
        ["Here is a list of dates.", "There is always some cake.", "Tickets will go on sale."],
    ),
    "what is about the body is health": (
        ["Ask about your heath needs.", "He had heath problems.", "We talk of mental heath."],
        ["Ask about your health needs.", "We walked on the heath at noon.", "Heath House is open."],
    ),
    "who was in front has led": (
        ["A walk lead by our ranger.", "The talk was good, the session lead by two nurses.", "Prayers lead by the choir."],
        ["A walk led by our ranger.", "Please lead by example.", "They will lead by two goals."],
    ),
    "too is more than enough": (
        ["It is never to late.", "There were far to many cars.", "It was way to soon."],
        ["It is never too late.", "From early to late we sang.", "It is close to many shops."],
    ),
    "what may be is two words": (
        ["It maybe needed later.", "Bags maybe left here, and they maybe used.", "You maybe able to help."],
        ["It may be needed later.", "Maybe needed, maybe not.", "You, maybe, know."],
    ),
    "something would be good": (
        ["It would helpful to know.", "Tea will available from noon.", "A call would nice."],
        ["It would be helpful.", "The hall will open at noon.", "We would welcome it.", "A good will available to all."],
    ),
    "it is something, and something is its own": (
        ["Its so cold today.", "I know its quite late.", "We think its very kind.", "They say its a shame."],
        ["Its soft side.", "The club has its very own hall.", "Its quietest room."],
    ),
    "what was done is in the form of the past": (
        ["The office has receives many calls.", "It had becomes too warm.", "She bought it to my notice; he bought to our attention that it leaks."],
        ["The office receives calls.", "What it has keeps us warm, and we bought milk."],
    ),
    "what is run is run by somebody": (
        ["The clinics ran by our nurses are full.", "It is ran by volunteers.", "A film has been have made."],
        ["She ran by the river.", "It is run by volunteers.", "The trains ran by noon."],
    ),
    "they is no the": (
        ["Say how the should be paid.", "Ask what the would have done.", "When the are coming, ring."],
        ["The would-be captain came.", "The have-nots and the haves.", "Say how they should be paid."],
    ),
    "what one does is to do": (
        ["In order for it run well, help.", "It is time for us go home.", "It is hard for them get here."],
        ["In order for it to run well, help.", "A time for us.", "It is for us, be sure."],
    ),
    "what is expected is to be": (
        ["We are likely be late.", "It is going be warm.", "They are supposed be here."],
        ["We are likely to be late.", "It is used by us."],
    ),
    "what is to be done to something is to be": (
        ["The form may only distributed at noon.", "Copies will circulated soon.", "It could also reported to us."],
        ["It may only be read at noon.", "Could interested people ring us?", "A will signed by two.", "They will need help."],
    ),
    "what was done has the form of the past": (
        ["You were also give a badge.", "They were send to the hall.", "It has been include here."],
        ["All we do is give.", "You were also given a badge.", "They are welcome.", "There are include files."],
    ),
    "what has happened has been": (
        ["It has kindly being taken over.", "They have being told."],
        ["It is being taken over.", "It is all the fun we have being together, and being a team."],
    ),
    "one verb is enough": (
        ["He has is here.", "It will is late.", "You should to be kind."],
        ["What he has is his.", "It is what it is.", "You ought to be kind.", "They should of course come."],
    ),
    "what goes on is going on": (
        ["And it still being discussed.", "There lots of ways.", "This our first plan.", "It a great day."],
        ["It is still being discussed.", "We went there lots of times.", "This first plan is ours.", "A great day it was."],
    ),
    "one of something is an": (
        ["Wait for half and hour.", "Come for and interview or for and appointment.", "It is and example."],
        ["Wait for half an hour.", "The address and account are here.", "By and by, and on and on."],
    ),
    "some are many": (
        ["There is some plans.", "Nor has any events been planned.", "There's more places left."],
        ["There is some cake.", "There are some plans.", "Has any place been left?"],
    ),
    "many do, and one does": (
        ["If the times comes, we sing.", "The pub quiz begin at eight.", "It was cold, because it need repair."],
        ["One of the members is here.", "The cost of the courses is low.", "May the quiz begin.", "But it need not end."],
    ),
    "a stands before one": (
        ["Bring an additional members.", "We have a new members."],
        ["A new members evening.", "A great many people.", "A good range of events."],
    ),
    "what is in your place is yours": (
        ["Ask in you village hall.", "Look in you diary.", "Put it on you website page or through you street."],
        ["Some of you people can.", "What we want from you is time."],
    ),
    "let us is let's": (
        ["And lets hope for sun.", "So lets go."],
        ["And let's hope for sun.", "He lets all come."],
    ),
    "a number is compared with than": (
        ["We have more that £20.", "There were fewer that 30."],
        ["More that we like.", "We have more than £20."],
    ),
    "what is made is not a making": (
        ["Thank you for a baking the cakes.", "They are tasked with a making a board."],
        ["Thank you for a meeting the club liked.", "Tasked with making a board."],
    ),
    "no is no not": (
        ["Please do no linger here.", "They did no leave."],
        ["Do no harm.", "We do no more than that.", "They did not leave."],
    ),
    "a group is one": (
        ["There was group of nurses.", "It is number of things."],
        ["There was a group of nurses.", "What it is, number of things aside, is good."],
    ),
    "who is doing something is": (
        ["If you only sailing one race, ring us.", "At noon we actually talking about it."],
        ["Are you currently working?", "We still bring cake.", "Thank you for only asking."],
    ),
    "will is a verb or a wish": (
        ["Today we will to do it."],
        ["We have the will to do it.", "We will, to be sure."],
    ),
    "many things are": (
        ["There was no chauffeur driven cars.", "There is no more tickets.", "It took a number of week, so we left."],
        ["There is no list of tickets.", "There is no ticket.", "A number of week-long courses."],
    ),
    "as stands on both sides": (
        ["Be a fair as you can.", "Tell another other person.", "We saw some much joy."],
        ["Be as fair as you can.", "It is a fair, as you know.", "Another person."],
    ),
    "what is done again is one word": (
        ["We want to re kindle it.", "It will re open."],
        ["An email re opening times.", "We want to reopen it."],
    ),
    "a row finds all of its words, at the end of a sentence and in a short text, too": (
        ["We cant.", "It is more easier.", "There are less children.", "We talk of mental heath.", "It was due to to bad weather.",
         "You many need a coat.", "It has already being agreed.", "They have be there.", "It is going be warm."],
        ["A play put on by the drama group.", "Join in at the hall.", "A lot of a child's time is play.", "It rained over that 6 week period.",
         "The schools plan to close.", "We can go though this is late.", "A group of a kind.", "The will held a surprise."],
    ),
    "a verb behind a small one has its plain form": (
        ["We should meeting soon.", "It has to been seen.", "We did not wanted it.", "The walk will takes an hour.", "We look forward to see you."],
        ["We should be meeting soon.", "It has been seen.", "We did not need it.", "It might bring joy.", "We look forward to seeing you."],
    ),
    "what we do, they do": (
        ["They is here.", "There is many cakes.", "The tickets is free.", "It is one of our event, and free.", "Each courses is full."],
        ["They are here.", "There is much cake.", "The price of the tickets is low.", "It is one of our events.", "Each of the courses is full."],
    ),
    "one is not many": (
        ["Bring a friends.", "We have cheque's to sign."],
        ["Bring a friend.", "Bring a friends and family ticket.", "The cheque's date."],
    ),
    "a word is taken for one that sounds nearly like it": (
        ["Send it to there school.", "Its been a good year.", "The road is close for work.", "Come to out next meeting.", "It is booked though an agent."],
        ["Send it to their school.", "It's been a good year.", "It is close for comfort.", "Come to our next meeting.", "It is late, though an hour is left."],
    ),
    "a verb behind another has its own form": (
        ["We would able to come.", "We were pleased to attended it.", "You need to has a pass.", "It could possible rain.",
         "It will be took down.", "It has been took away.", "The path as been mended.", "Insure that you book."],
        ["We would be able to come.", "We were pleased to need it.", "You need to have a pass.", "It is possible.",
         "It was taken down.", "We insure the hall."],
    ),
    "one verb is enough in every order": (
        ["We have has it.", "Should the hall should be full, wait.", "Work is taken place now."],
        ["We have it.", "Should the hall be full, wait.", "The walk has taken place."],
    ),
    "one, many and their verbs agree": (
        ["I hope it happen soon.", "Many event are free.", "Ask about this courses.", "Those club in town are open.", "Ask a number of every club."],
        ["I hope it happens soon.", "Many events are free.", "Ask about this course.", "A number of the clubs came."],
    ),
    "a small word is missing": (
        ["This is great opportunity to learn.", "It is a series five talks.", "With regards the hall, ask us.", "The meeting as the first of four."],
        ["This is a great opportunity to learn.", "It is a series of five talks.", "With regards to all.", "We see this week as the start.", "This year as the days grow longer, we walk.", "Use the meeting as the best time to ask."],
    ),
    "a small word is one too many": (
        ["Reply by before Monday.", "We need to a book a hall.", "Bring cups and or plates."],
        ["Reply before Monday.", "We need to book a hall.", "Bring cups and/or plates."],
    ),
    "who thanks and who comes is said in its own form": (
        ["A big thank to all.", "Me and my wife will come.", "Thanks all those who came.", "All of who have come.", "Please feel fee to ask."],
        ["A big thank you to all.", "My wife and I will come.", "Thanks to all those who came.", "Please feel free to ask."],
    ),
    "a word is taken for one that sounds like it": (
        ["The demands place on us grew.", "Bring warm cloths.", "Advice was sort from us.", "It is very poplar here.", "The road my be shut.",
         "Ring to find our more.", "Send all enquires to us.", "It was organised be the club."],
        ["The demands placed on us grew.", "Bring warm clothes and dry dish cloths.", "A poplar tree.", "He enquires about it.", "It was sort of fun."],
    ),
    "one word or two, with its apostrophe": (
        ["Please signup today.", "It was a great turn out.", "Lets hope for sun.", "Come to the mens shed.", "Use the childrens door."],
        ["Please sign up today.", "The signup form.", "It was a great turnout.", "Let's hope for sun.", "Come to the men's shed."],
    ),
    "let us is let's at the beginning": (
        ["Lets rewind here a bit."],
        ["Lets you book online.", "Let's rewind here a bit."],
    ),
    "a number of things are more than one": (
        ["The number of request is high.", "It is one of the main factor.", "There were 5 per 100,000 resident."],
        ["The number of requests is high.", "It is one of the main factors.", "A number of staff came."],
    ),
    "both days have an s, or neither": (
        ["Open on Monday and Tuesdays.", "Tea on Fridays & Saturday."],
        ["Open on Mondays and Tuesdays.", "Open Monday and Tuesday.", "Every Monday and Tuesdays in May."],
    ),
    "there have been many": (
        ["There has been problems with it.", "There has again been a lot of changes."],
        ["There has been some rain.", "There has been a lot of illness.", "There has been a lot of news."],
    ),
    "these are, and this is": (
        ["See that this are cut.", "I know that these is late."],
        ["If this were so, we would come."],
    ),
    "what is counted is fewer": (
        ["We had less visitors.", "Less students came."],
        ["We had less than two visitors.", "It was less tea."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_words_go_together_since(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", "TXT24", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT24", right) == []
