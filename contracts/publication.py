"""What ``correspondence`` publishes for every partnership: resources, digests, what each can carry."""

from datetime import date
from uuid import UUID

from contracts.codes import Theme
from contracts.envelope import Code, Document, Fact, Open, OpenCode, Token, Words
from contracts.review.lcspr import WebAddress
from contracts.review.lcspr_advice import Milestone
from contracts.review.lcspr_course import Method


class Participation(Code):
    """Whose part in a review a resource helps with."""

    CHILDREN = "children", "Children and young people"
    FAMILIES = "families", "Parents, carers and families"
    PRACTITIONERS = "practitioners", "Practitioners"
    COMMUNITIES = "communities", "Communities"


class CoProduction(Code):
    """Who made a resource."""

    NONE = "none", "Made by its author alone"
    CONSULTED = "consulted", "Made with advice from those it is for"
    CO_PRODUCED = "co_produced", "Made together with those it is for"


class ResourceKind(OpenCode):
    """What a resource is."""

    GUIDE = "guide", "Guide"
    TEMPLATE = "template", "Template"
    EXAMPLE = "example", "Worked example"
    TRAINING = "training", "Training"
    RESEARCH = "research", "Research"
    OTHER = "other", "Another resource"


class ResourceListedV1(Fact):
    """A resource is in the register; told again when its entry changes."""

    resource_id: Open[UUID]
    version: Open[int]
    title: Open[Words]
    resource_kind: Open[ResourceKind]
    address: Open[WebAddress]
    methods: Open[tuple[Method, ...]]
    milestones: Open[tuple[Milestone, ...]]
    participation: Open[tuple[Participation, ...]]
    co_production: Open[CoProduction]
    commissioned: Open[bool]
    listed_on: Open[date]
    themes: Open[tuple[Theme, ...]] = ()


class ResourceWithdrawnV1(Fact):
    """A resource is recommended no longer."""

    resource_id: Open[UUID]
    withdrawn_on: Open[date]


class CapacityStatedV1(Fact):
    """What a partnership says that it can carry; it informs what is proportionate, and judges nobody."""

    partnership: Open[Token]
    version: Open[int]
    stated_on: Open[date]
    reviews_at_once: Open[int]
    trained_reviewers: Open[int]
    days_a_month: Open[int]


class ThemeCount(Document):
    """How often a theme was found."""

    theme: Open[Theme]
    number: Open[int]


class DigestIssuedV1(Fact):
    """A digest of what local reviews came to: figures from facts, words by a person, approved by another."""

    digest_id: Open[UUID]
    period_from: Open[date]
    period_to: Open[date]
    begun: Open[int]
    published: Open[int]
    improvements_only: Open[int]
    not_published: Open[int]
    themes: Open[tuple[ThemeCount, ...]]
    issued_on: Open[date]
    rule_version: Open[Token]


FACTS: dict[type[Fact], int] = {
    ResourceListedV1: 1,
    ResourceWithdrawnV1: 0,
    CapacityStatedV1: 0,
    DigestIssuedV1: 0,
}
