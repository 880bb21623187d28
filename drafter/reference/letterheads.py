"""The places and the styles of a letterhead, from the writer that fills them."""

from __future__ import annotations

from typing import Final

from drafter.reference.markdown import code, page, table
from drafter.writers.docx.parts import BLOCK_MARKS, FIELD_MARKS
from drafter.writers.docx.styles import NEEDED

MARKS: Final = {
    "body": "the letter itself, from the first paragraph to the last; a letterhead must have it",
    "addressee": "name, office and address of everybody to whom the letter goes",
    "signature": "each signature with the name and the office held",
    "copies": "who gets a copy, at the foot of the letter",
    "head_copies": "who gets a copy, at the head of the letter",
    "enclosures": "what is enclosed",
    "annexes": "what is attached after the letter",
    "sender_office": "the office that writes, a line for each line of its name",
    "sender_person": "who signs",
    "sender_role": "the office that the signatory holds",
    "sender_contact": "address, telephone and e-mail of the office, a line each",
    "sender_web": "the office's web address, as a link",
    "date": "the letter's date, in words",
    "our_ref": "our reference",
    "your_ref": "the addressee's reference",
    "delivery": "how it is sent, such as By email",
    "marking": "a protective marking",
    "salutation": "Dear …",
    "subject": "the subject, a line for each of its lines",
    "closing": "Yours sincerely",
    "addressee_name": "the first addressee's name, for a continuation header",
    "title": "the document's title, for a continuation header",
    "our_ref_line": "our reference, after the words for it in the letter's language",
    "your_ref_line": "the addressee's reference, after the words for it in the letter's language",
    "page_of": "the page's number and how many pages there are, in the letter's language",
}


def letterhead_page() -> str:
    """The page of what a designer may put into a letterhead."""
    return page(
        "Letterheads",
        "A letterhead is a Word file in `templates`. It holds everything that a letter looks like; a place where "
        "drafter puts something is a name between two pairs of braces, such as `{{ body }}`.",
        "## Places with a paragraph of their own",
        "Each stands alone in its paragraph. Where a letterhead has none of them but `{{ body }}`, the others come "
        "before and after the body, in the usual order.",
        _marks(BLOCK_MARKS),
        "## Places within a line",
        "Each may stand anywhere: in a line with words, in headers, footers and text boxes. A paragraph whose places "
        "are all empty is left out of the letter.",
        _marks(FIELD_MARKS),
        "## Styles",
        "A letter names these styles, and the letterhead says what they look like. Those that it lacks are taken from "
        "the shipped letterhead, with a warning.",
        table(("style", "of"), [(code(name), f"{kind}s") for kind, name in NEEDED]),
    )


def _marks(names: tuple[str, ...]) -> str:
    rows = [(code(f"{{{{ {name} }}}}"), MARKS.get(name, name.replace("_", " "))) for name in names]
    return table(("place", "what is put there"), rows)
