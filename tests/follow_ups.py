"""The keys that make the shipped example's letter in its own case, question by question."""

from __future__ import annotations

from typing import Final

from tests.terminals import DOWN, ENTER, SPACE, TAB

_CLEAR: Final = "\x15"


def typed(words: str) -> str:
    """Words in place of what a question proposes."""
    return f"{_CLEAR}{words}{ENTER}"


def one(search: str) -> str:
    """The first choice that a search finds."""
    return f"{search}{ENTER}"


def ticks(*searches: str) -> str:
    """What each search finds first, ticked in turn."""
    return "".join(f"{_CLEAR}{search}{TAB}" for search in searches) + ENTER


FOLLOW_UP: Final = (
    ("What kind of letter is it?", DOWN + ENTER),
    ("The date of the letter?", typed("16 August 2021")),
    ("To whom is it written?", one("Prosper")),
    ("Which letters does it answer?", ticks("latest")),
    ("What is the subject?", typed("Hikvision Notes & Queries – August 2021")),
    ("Which statements are to be challenged?", ticks("oversee", "respects", "“collaboration”", "fostering")),
    ("Which principles apply?", ticks("abuses", "particular", "13:", "21:")),
    ("Are the questions to be numbered?", one("no")),
    ("How does it begin?", f"{SPACE}{ticks('restates')}"),
    ("Which letter do you answer?", one("10")),
    ("Which earlier letter does it restate?", one("Valued")),
    ("What is this letter to do?", typed("we need to clarify/note the following please")),
    # The first statement.
    ("How does the statement stand?", ticks("conveys")),
    ("Which evidence stands against it?", ticks("PiShan")),
    ("What impression does it convey?", typed("Hikvision simply manufacture and supply cameras")),
    ("Which wording sets the evidence out?", ticks("contract-awarded", "model", "life", "winning", "risks", "own")),
    ("How did you come by it?", typed("shared with our office")),
    ("Which words name the model?", one("Finance")),
    ("With whom is the contractor to work?", typed("the government")),
    ("What is made or run under the contract?", typed("the system")),
    ("Which words name the arrangement?", one("co-operation")),
    ("Which words name what is delivered?", one("programme")),
    ("How is its value to be described?", typed("high value")),
    (
        "What goes before in the same sentence?",
        typed("‘Co-operation’ connotes actively and willingly working with others to achieve an outcome"),
    ),
    ("Which words name how risks are shared out?", one("structure")),
    ("Which words name the risks of the one side?", one("commercial")),
    ("What are these risks?", typed("design, ...operation and maintenance")),
    ("Who bears them?", typed("the winning bidder")),
    ("Which words name the risks of the other side?", one("legal")),
    ("Whose are these?", typed("the government")),
    ("Which risks are shared?", typed("force majeure risks")),
    (
        "Your words?",
        typed(
            "Again, this is very clearly a joint enterprise arrangement under which operational matters are expressly "
            "within the company’s contractual remit, intended to last for two decades."
        ),
    ),
    ("What is to be asked about it?", ticks("role")),
    ("Who is to answer", one("Justin")),
    ("Whose role is in question?", one("Hikvision")),
    ("In which other projects?", one("Prevention")),
    ("Which of these run on", ticks("record", "model", "term", "winning", "Again", "role")),
    # The second.
    ("How does the statement stand?", ticks("commitment")),
    ("Which wording brings the principles in?", ticks("Welcome", "beside", "additional", "Rest")),
    ("Which instrument?", one("abuses")),
    ("Which provision binds States?", one("abuses")),
    ("Which provision binds businesses?", one("13:")),
    (
        "Which words of UNGP 13 are quoted?",
        typed(
            "seek to prevent or mitigate adverse human rights impacts that are directly linked to their operations, "
            "products or services by their business relationships, *even if they have not contributed to those impacts*"
        ),
    ),
    ("Which provision names the groups?", one("commentary")),
    (
        "Which groups are meant here?",
        typed("indigenous peoples; women; national or ethnic, religious and linguistic minorities and children"),
    ),
    ("Which provision asks for information?", one("21:")),
    (
        "Which words of UNGP 21 are quoted?",
        typed(
            "*provide information that is sufficient to evaluate the adequacy of an enterprise’s response* to the "
            "particular human rights impact involved"
        ),
    ),
    ("Who has committed itself to it?", one("Hikvision")),
    ("Which of these run on", ticks("beside", "additional")),
    # The third is dealt with together with the fourth.
    ("How does the statement stand?", ENTER),
    ("How does the statement stand?", ticks("dealings", "more")),
    ("Which claim holds the party's word for them?", one("“collaboration”")),
    ("With whom were they?", typed("my predecessor")),
    ("Which wording comes next?", ticks("clarity")),
    ("What do you not know the extent of?", typed("collaboration")),
    ("What do you believe is critical?", typed("fostering trust")),
    (
        "To what is it critical?",
        typed("the effective operation of surveillance camera systems as envisaged by my statutory functions"),
    ),
    ("Who acknowledges that these are serious matters?", one("Justin")),
    ("Which of these run on", ticks("clarity")),
    # The rest.
    ("How does it end?", SPACE + ENTER),
)
