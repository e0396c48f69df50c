"""Use cases of a letter: drafted, previewed, prepared, approved and issued."""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.errors import NotFound
from chassis.execute import Aggregate, Order, execute
from chassis.identity import Actor
from chassis.seal import KeyRing
from chassis.tx import Cause, Tx
from contracts.analytics import TrendReleasedV1
from contracts.codes import Partner
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence import directory
from services.correspondence.delivery import work as deliveries
from services.correspondence.document import store as documents
from services.correspondence.letter import domain, store
from services.correspondence.letter.wire import (
    Issuing,
    announce_drafted,
    reply_clock,
    reply_due,
)
from services.correspondence.letter_types import BY_CODE
from services.correspondence.letter_types.kind import (
    Answered,
    Asked,
    LetterData,
    LocalContext,
    Stated,
)
from services.correspondence.render.content import Letter as Content
from services.correspondence.render.content import words
from services.correspondence.render.pdf import pdf


def letter_id_of(decision_id: UUID) -> UUID:
    """One letter a decision, however often the decision is heard of."""
    return uuid5(NAMESPACE_URL, f"/cspr/letter/{decision_id}")


def aggregate(announce: Any) -> Aggregate[domain.Letter, domain.Command, domain.Event]:
    """Letters, told by ``announce``."""
    return Aggregate(
        load=store.LETTERS.load,
        blank=domain.Letter,
        decide=domain.decide,
        evolve=domain.evolve,
        save=store.LETTERS.save,
        announce=announce,
    )


async def draft(tx: Tx, decision: DecisionRecordedV1, partnership: str, cause: Cause) -> None:
    """Draft the letter of a decision."""
    id_ = letter_id_of(decision.decision_id)
    command = domain.Draft(
        decision.incident_id,
        decision.reference,
        decision.decision_id,
        decision.outcome,
        decision.round,
    )
    order: Order[domain.Command] = Order(id_, decision.incident_id, command, cause)
    await execute(tx, aggregate(announce_drafted), [order])
    await store.add_source(tx.conn, id_, partnership, decision)


@dataclass(frozen=True)
class Letters:
    """The use cases of people, with the keys that open text."""

    keys: KeyRing
    made_up: bool

    async def content(self, conn: Conn, id_: UUID, *, on: Any) -> tuple[Content, store.Source]:
        """The content tree as it went out, or as it would go out on a day; raises NotFound."""
        source = await store.source_of(conn, id_)
        letter = (await store.LETTERS.read(conn, [id_])).get(id_)
        if source is None or letter is None:
            raise NotFound("There is no such letter.")
        on = letter.issued_on or on
        decision = DecisionRecordedV1.model_validate(source.decision)
        data = await self._data(conn, source, decision, on)
        return BY_CODE[decision.outcome].render(data), source

    async def _data(
        self, conn: Conn, source: store.Source, decision: DecisionRecordedV1, on: Any
    ) -> LetterData:
        text = await self._opened(conn, decision)
        to = await directory.addressees(conn, source.partnership)
        issued = source.document_id is not None
        context = source.context if issued else await released_context(conn, decision)
        return LetterData(
            reference=decision.reference,
            partnership=await directory.name_of(conn, source.partnership),
            recipients=tuple(one.name for one in to),
            on=on,
            outcome=decision.outcome,
            national_candidate=decision.national_candidate,
            partnership_view=decision.partnership_view,
            positions=tuple(Stated(p.partner, p.view, p.withheld) for p in decision.positions),
            criteria=tuple(
                Answered(c.criterion, c.finding, text.get(c.reason), c.evidence)
                for c in decision.criteria
            ),
            reasons=text[decision.reasons],
            review_version=decision.review_version,
            strengths=text.get(decision.feedback.strengths),
            decision_making=text.get(decision.feedback.decision_making),
            analysis=text.get(decision.feedback.analysis),
            learning=text.get(decision.feedback.learning),
            advice=text.get(decision.advice),
            asks=tuple(Asked(a.number, a.asked_of, text[a.text]) for a in decision.asks),
            lines_of_enquiry=tuple(theme.label for theme in decision.lines_of_enquiry),
            reply_due=source.reply_due or reply_due(decision, on),
            context=_local_context(context),
            guidance_version=decision.guidance_version,
            framework_version=decision.framework_version,
            made_up=self.made_up,
        )

    async def _opened(self, conn: Conn, decision: DecisionRecordedV1) -> dict[str | None, str]:
        """Every sealed text of the decision, opened in one round trip."""
        said = decision.feedback
        sealed = [
            *(decision.reasons, decision.advice, said.strengths, said.decision_making),
            *(said.analysis, said.learning),
            *(c.reason for c in decision.criteria),
            *(a.text for a in decision.asks),
        ]
        present = [one for one in sealed if one]
        opened = await self.keys.open_many(conn, [(decision.incident_id, one) for one in present])
        if any(text is None for text in opened):
            raise NotFound("The text of this case is erased, or its key has not come yet.")
        return {one: text for one, text in zip(present, opened, strict=True) if text is not None}

    async def prepare(self, tx: Tx, letter: domain.Letter, actor: Actor) -> None:
        """Take the draft as one's own and hand it on."""
        await self._order(tx, letter, domain.Prepare(actor.id), actor, announce_drafted)

    async def send_back(self, tx: Tx, letter: domain.Letter, actor: Actor, reason: str) -> None:
        """Not approved: a draft again, with the reason."""
        assert letter.incident_id, "a drafted letter belongs to a case"
        sealed = await self.keys.seal(tx.conn, letter.incident_id, reason)
        command = domain.SendBack(actor.id, sealed)
        await self._order(tx, letter, command, actor, announce_drafted)

    async def approve(self, tx: Tx, letter: domain.Letter, actor: Actor) -> None:
        """Approve, fix the PDF as evidence, and send to all three partners at once."""
        if letter.status == "issued":
            return
        content, source = await self.content(tx.conn, letter.id, on=tx.today)
        to = await directory.addressees(tx.conn, source.partnership)
        command = domain.Approve(actor.id, tx.today, tuple(words(content)), bool(to))
        document = await self._keep_pdf(tx, letter, content)
        decision = DecisionRecordedV1.model_validate(source.decision)
        recipients = tuple(dict.fromkeys(Partner(one.partner) for one in to))
        telling = Issuing(document, reply_clock(decision, tx.today), recipients)
        await self._order(tx, letter, command, actor, telling.announce)
        await store.keep_issued(
            tx.conn,
            letter.id,
            document_id=document.id,
            sha256=document.sha256,
            reply_due=reply_due(decision, tx.today),
            context=await released_context(tx.conn, decision),
        )
        await deliveries.add(tx.conn, "letter", letter.id, source.incident_id, letter.reference, to)

    async def _keep_pdf(self, tx: Tx, letter: domain.Letter, content: Content) -> documents.Stored:
        assert letter.incident_id, "a drafted letter belongs to a case"
        title = f"{content.title}.pdf"
        return await documents.add(
            tx, self.keys, letter.incident_id, pdf(content), title, deliveries.BY, "clean"
        )

    async def _order(
        self, tx: Tx, letter: domain.Letter, command: domain.Command, actor: Actor, announce: Any
    ) -> None:
        assert letter.incident_id, "a drafted letter belongs to a case"
        cause = Cause(uuid7(), "request", str(letter.incident_id), actor.id, roles=actor.roles)
        order = Order(letter.id, letter.incident_id, command, cause)
        await execute(tx, aggregate(announce), [order])


async def released_context(conn: Conn, decision: DecisionRecordedV1) -> dict[str, Any] | None:
    """The released figures of the first of the decision's themes that has any."""
    rows = await conn.fetch(
        "select theme, fact from released_trend where theme = any($1)", list(decision.themes)
    )
    by_theme = {row["theme"]: row["fact"] for row in rows}
    return next((by_theme[theme] for theme in decision.themes if theme in by_theme), None)


def _local_context(fact: dict[str, Any] | None) -> LocalContext | None:
    if fact is None:
        return None
    trend = TrendReleasedV1.model_validate(fact)
    return LocalContext(
        theme=trend.theme.label,
        reviews=trend.reviews,
        of_reviews=trend.of_reviews,
        percent=trend.percent,
        partnerships=trend.partnerships,
        of_partnerships=trend.of_partnerships,
        as_of=trend.as_of,
        data_set_version=trend.data_set_version,
    )
