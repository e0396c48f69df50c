"""The section that sets a case beside others: its themes nationally, in the region and in the partnership."""

from services.correspondence.letter_types.data import LetterData, LocalContext, Own, day
from services.correspondence.render.content import Block, Bullets, Paragraph, Section


def local_context(data: LetterData) -> tuple[Section, ...]:
    """Left out where nothing is known; what of it is not known is said."""
    blocks: list[Block] = [Paragraph(_of_theme(one)) for one in data.context]
    if blocks:
        blocks.append(Paragraph(data.lines["context"]))
    if data.library:
        named = tuple(f"{one.title}: {one.address}" for one in data.library)
        blocks += [Paragraph("The Panel's library has, on these themes:"), Bullets(named)]
    return (Section("Local context", tuple(blocks)),) if blocks else ()


def _of_theme(one: LocalContext) -> str:
    opening = f"To set this case beside others: the theme “{one.theme.lower()}”"
    return f"{opening} {_nationally(one)} {_in_the_region(one)} {_here(one.own, one.months)}"


def _nationally(one: LocalContext) -> str:
    found = one.national
    if found is None:
        return "has no released national figure."
    return (
        f"was recorded in {found.reviews} of {found.of_reviews} reviews ({found.percent:.1f}%) and in"
        f" {found.partnerships} of {found.of_partnerships} partnerships, as of {day(found.as_of)} (data set"
        f" {found.data_set_version})."
    )


def _in_the_region(one: LocalContext) -> str:
    found = one.regional
    if found is None:
        return "No figure is released for your region; where reviews are few, none is."
    now = f"in about {found.percent}% of the reviews of the {one.months} months until then"
    if found.percent_before is None:
        return f"In your region, {found.region}, it was recorded {now}."
    before = f"in about {found.percent_before}% of those of the {one.months} months before"
    return f"In your region, {found.region}, it was recorded {now}, and {before}."


def _here(own: Own, months: int) -> str:
    """The partnership reads its own numbers, however small: they are its own cases."""
    if not own.of_reviews and not own.of_reviews_before:
        return f"The Panel has decided no other review of yours in {2 * months} months."
    now = f"in {own.reviews} of your {own.of_reviews} other reviews decided in the last {months} months"
    before = (
        f"in {own.reviews_before} of {own.of_reviews_before} decided in the {months} months before"
    )
    said = ((now, own.of_reviews), (before, own.of_reviews_before))
    return f"It was recorded {' and '.join(one for one, reviews in said if reviews)}."
