"""HTTP bodies about what is published for every partnership: resources, digests, capacity, the calendar."""

from typing import Annotated

from pydantic import Field

from contracts.calendar import Occasion
from contracts.codes import Theme
from contracts.envelope import Body
from contracts.http_words import Day, Readable, Said, Word, one_of
from contracts.publication import CoProduction, Participation, ResourceKind
from contracts.review.lcspr import WebAddress
from contracts.review.lcspr_advice import Milestone
from contracts.review.lcspr_course import Method


class ResourceBody(Body):
    """A resource of the library with its tags."""

    title: Word
    resource_kind: Annotated[ResourceKind, one_of(ResourceKind)]
    address: Annotated[WebAddress, Readable]
    milestones: Annotated[tuple[Milestone, ...], Field(min_length=1)]
    methods: tuple[Annotated[Method, one_of(Method)], ...] = ()
    participation: tuple[Participation, ...] = ()
    co_production: CoProduction
    commissioned: Said = False
    themes: tuple[Annotated[Theme, one_of(Theme)], ...] = ()


class DigestWordsBody(Body):
    """What can be learned from a period."""

    words: Annotated[str, Field(min_length=1, max_length=20_000), Readable]


class DigestApprovalBody(Body):
    """Which version of a digest was read by whom approves it."""

    read: int


class CapacityBody(Body):
    """What a partnership can carry."""

    reviews_at_once: Annotated[int, Field(ge=0, le=99)]
    trained_reviewers: Annotated[int, Field(ge=0, le=99)]
    days_a_month: Annotated[int, Field(ge=0, le=99)]


class ProclamationBody(Body):
    """A day that becomes a bank holiday, or none any more."""

    day: Day
    holiday: Said = True
    occasion: Annotated[Occasion, one_of(Occasion)]
