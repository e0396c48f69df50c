"""What goes into a pack, from where it is kept: nothing is written for it, so nothing in it grows old apart."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from urllib.parse import urljoin

from chassis.clock import london_date
from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.web.words import day, moment
from contracts.codes import Theme
from services.correspondence.digest import handlers as digests
from services.correspondence.pack.domain import Asked, Entry, Pack, arranged, speaks_of
from services.correspondence.policy import guidance, methods
from services.correspondence.policy.packs import Work, pack_rule
from services.correspondence.read_models import selection, trends
from services.correspondence.resource import store as resources
from services.correspondence.webinar import store as webinars

TEMPLATE = "/packs/rapid-review-template.docx"


async def gathered(conn: Conn, asked: Asked, now: datetime, public_url: str) -> Pack:
    """The pack as it is today; raises NotFound for work or a role that nobody knows."""
    rule, today = pack_rule(), london_date(now)
    work, role = rule.works.get(asked.work), rule.roles.get(asked.role)
    if work is None or role is None:
        raise NotFound("There is no such pack.")
    found = [
        *_guidance(work, today),
        *await _learning(conn, asked.theme, rule.digests_max),
        *await _figures(conn, asked.theme),
        *_methods(work),
        *await _material(conn, work, asked.theme),
        *_examples(work, today),
        *await _webinars(conn, asked.theme, now),
        *_template(work),
    ]
    whole = [
        Entry(**{**one.__dict__, "address": urljoin(public_url, one.address)})
        if one.address
        else one
        for one in found
    ]
    return Pack(
        title=work.title,
        lead=work.lead,
        role=role.title,
        theme=Theme(asked.theme).label if asked.theme else "",
        on=today,
        version=rule.version,
        sections=arranged(role.sections, whole),
    )


def _guidance(work: Work, on: date) -> Iterator[Entry]:
    in_force = {one.document: one for one in guidance.in_force(on)}
    for document, paragraph in work.guidance:
        if (one := in_force.get(document)) and (words := dict(one.paragraphs).get(paragraph)):
            named = one.title.endswith(one.version)
            title = one.title if named else f"{one.title} {one.version}"
            yield Entry("guidance", title, words, one.address, one.since)


def _examples(work: Work, on: date) -> Iterator[Entry]:
    for one in guidance.examples(on):
        if one.topic in work.topics:
            words = f"What is known: {one.situation}\nWhat we would say: {one.answer}"
            yield Entry("examples", one.title, words, on=one.reviewed_on)


def _methods(work: Work) -> Iterator[Entry]:
    if "conduct" in work.milestones:
        for one in methods.library().methods:
            words = f"Good for: {one.suits} About {one.days} days of work. {one.takes_part}"
            yield Entry("method", one.method.label, words)


def _template(work: Work) -> Iterator[Entry]:
    if work.template:
        words = (
            "To look at beforehand. Any format is taken; each case's own copy, filled with what is"
            " known, is on the page of the case."
        )
        yield Entry("template", "The optional template of a rapid review", words, TEMPLATE)


async def _learning(conn: Conn, theme: str, most: int) -> Sequence[Entry]:
    found = [
        Entry(
            "learning",
            f"Digest, {day(one.period[0])} to {day(one.period[1])}",
            one.words,
            f"/news/digests/{one.id}",
            one.issued_on,
            tuple(code for code, _ in one.figures.themes),
        )
        for one in await digests.public(conn)
        if one.period
    ]
    return [one for one in found if speaks_of(theme, one.themes)][:most]


async def _figures(conn: Conn, theme: str) -> Sequence[Entry]:
    released = [
        Entry(
            "figures",
            one.theme.label,
            f"In {one.reviews} of {one.of_reviews} reviews ({one.percent}%), from {one.partnerships}"
            f" of {one.of_partnerships} partnerships, as of {day(one.as_of)}. Data set"
            f" {one.data_set_version}. Not a measure of performance.",
            on=one.released_on,
            themes=(one.theme.value,),
        )
        for one in await trends.latest(conn)
    ]
    national = [
        Entry(
            "figures",
            f"Looked at nationally: {one.topic.label}",
            one.outcome.label,
            "/selection-log",
            one.logged_on,
            (one.topic.value,),
        )
        for one in await selection.entries(conn)
    ]
    return [one for one in (*released, *national) if speaks_of(theme, one.themes)]


async def _material(conn: Conn, work: Work, theme: str) -> Sequence[Entry]:
    found = [
        Entry(
            "material",
            one.title,
            f"{one.resource_kind.label}. Helps with: "
            + "; ".join(milestone.label for milestone in one.milestones)
            + f". {one.co_production.label}.",
            one.address,
            one.listed_on,
            tuple(code.value for code in one.themes),
        )
        for one in await resources.listed(conn)
        if work.milestones & {milestone.value for milestone in one.milestones}
    ]
    return [one for one in found if not one.themes or speaks_of(theme, one.themes)]


async def _webinars(conn: Conn, theme: str, now: datetime) -> Sequence[Entry]:
    found = [
        (one.details, one.details.recording)
        for one in await webinars.public(conn)
        if one.details and not one.cancelled
    ]
    return [
        Entry(
            "webinars",
            f"Recording: {details.title}" if recording else details.title,
            f"{moment(details.starts_at)}, {details.minutes} minutes.",
            recording or details.address,
            london_date(details.starts_at),
            details.themes,
        )
        for details, recording in found
        if (recording or details.starts_at > now) and speaks_of(theme, details.themes)
    ]
