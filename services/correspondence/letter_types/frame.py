"""What stands around the sections of every letter: whom it is from and to, about which case, and how it closes."""

from services.correspondence.letter_types.data import LetterData, day
from services.correspondence.letter_types.local_data import LocalData
from services.correspondence.render.content import Letter, Section, numbered

TEMPLATE_VERSION = "letters-1"
MADE_UP = "Made-up data: this letter was written by a demonstration about a case that never was."


def framed(
    title: str,
    data: LetterData | LocalData,
    sections: tuple[Section, ...],
    small_print: tuple[str, ...],
) -> Letter:
    """The content tree of one letter, its paragraphs numbered."""
    return numbered(
        Letter(
            title=f"{title}: {data.reference}",
            sender=data.signed_by,
            partnership=data.partnership,
            recipients=data.recipients,
            date=day(data.on),
            year_month_day=(data.on.year, data.on.month, data.on.day),
            reference=data.reference,
            salutation="Dear partners",
            sections=sections,
            closing=("Yours sincerely", data.signed_by),
            small_print=(data.lines["answering"], *small_print),
            banner=MADE_UP if data.made_up else None,
        )
    )
