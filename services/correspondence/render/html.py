"""A letter as HTML: what is previewed, and what is read on the page."""

from markupsafe import Markup, escape

from services.correspondence.render.content import (
    Block,
    Bullets,
    Letter,
    Paragraph,
    Rows,
    Section,
)


def html(letter: Letter) -> Markup:
    """The letter as a fragment below a page's own h1; everything typed by a person is escaped."""
    return Markup().join(
        [
            *_head(letter),
            *(_section(section) for section in letter.sections),
            Markup('<p class="govuk-body">{}</p>').format(Markup("<br>").join(letter.closing)),
            *(Markup('<p class="govuk-body-s">{}</p>').format(line) for line in letter.small_print),
        ]
    )


def _head(letter: Letter) -> list[Markup]:
    banner = [Markup('<div class="govuk-inset-text">{}</div>').format(letter.banner)]
    mark = [Markup('<div class="govuk-inset-text">{}</div>').format(_mark(letter))]
    to = Markup("<br>").join([letter.partnership, *letter.recipients])
    return [
        *(banner if letter.banner else []),
        *(mark if letter.withdrawn else []),
        Markup('<p class="govuk-body govuk-!-font-weight-bold">{}</p>').format(letter.sender),
        Markup('<p class="govuk-body">{}</p>').format(letter.date),
        Markup('<p class="govuk-body">{}</p>').format(to),
        Markup('<p class="govuk-body">Reference: {}</p>').format(letter.reference),
        Markup('<p class="govuk-body">{}</p>').format(letter.salutation),
        Markup('<h2 class="govuk-heading-l">{}</h2>').format(letter.title),
    ]


def _mark(letter: Letter) -> Markup:
    """That it is withdrawn, in bold, and why."""
    bold = Markup('<p class="govuk-body govuk-!-font-weight-bold">{}</p>')
    rest = Markup('<p class="govuk-body">{}</p>')
    lines = ((rest if n else bold, line) for n, line in enumerate(letter.withdrawn))
    return Markup().join(form.format(_lines(line)) for form, line in lines)


def _section(section: Section) -> Markup:
    heading = Markup('<h3 class="govuk-heading-m">{}</h3>').format(section.heading)
    return heading + Markup().join(_block(block) for block in section.blocks)


def _block(block: Block) -> Markup:
    match block:
        case Paragraph():
            return Markup('<p class="govuk-body" id="paragraph-{n}"><b>{n}.</b> {text}</p>').format(
                n=block.number, text=_lines(block.text)
            )
        case Bullets():
            items = Markup().join(Markup("<li>{}</li>").format(item) for item in block.items)
            return Markup('<ul class="govuk-list govuk-list--bullet">{}</ul>').format(items)
        case Rows():
            return _table(block)


def _table(block: Rows) -> Markup:
    head = Markup().join(
        Markup('<th scope="col" class="govuk-table__header">{}</th>').format(cell)
        for cell in block.header
    )
    body = Markup().join(
        Markup('<tr class="govuk-table__row">{}</tr>').format(
            Markup().join(
                Markup('<td class="govuk-table__cell" data-head="{}">{}</td>').format(*of)
                for of in zip(block.header, row, strict=True)
            )
        )
        for row in block.rows
    )
    return Markup(
        '<div class="cspr-table-scroll cspr-table-stacked" role="region" aria-label="{0}" tabindex="0">'
        '<table class="govuk-table"><caption class="govuk-table__caption govuk-table__caption--s">{0}'
        '</caption><thead class="govuk-table__head"><tr class="govuk-table__row">{1}</tr></thead>'
        '<tbody class="govuk-table__body">{2}</tbody></table></div>'
    ).format(block.caption, head, body)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.splitlines())
