"""One poll or one request is one transaction; nobody but ``begin`` commits."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis import trace
from chassis.clock import london_date
from chassis.conn import Conn
from chassis.errors import Refused
from chassis.journal import KeyHead, Row, append, chain, lock_heads, row_of, save_heads
from contracts.catalogue import ANSWERS
from contracts.envelope import WORDS_CHARS_MAX, Command, Fact, Message


@dataclass(frozen=True, slots=True)
class Cause:
    """What a change answers to: the message, request or timer, who stands behind it, in which roles."""

    id: UUID
    kind: Literal["fact", "command", "request", "timer"]
    correlation: str
    actor: str
    traceparent: str | None = None
    roles: frozenset[str] = frozenset()
    """Codes without a space; any other would be read as two, and is not handed on."""


@dataclass
class Tx:
    """An open transaction: its connection, its one moment, and what will be journalled."""

    conn: Conn
    now: datetime
    heads: dict[UUID, KeyHead]
    rows: list[Row] = field(default_factory=list)
    told: dict[UUID, list[UUID]] = field(default_factory=dict)
    """The facts that were announced, by what caused them."""
    refusals: dict[UUID, Refused] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The date in England."""
        return london_date(self.now)

    def announce(self, fact: Fact, *, key: UUID, object: UUID, cause: Cause) -> UUID:  # noqa: A002
        """Journal a fact under ``key``; it leaves once the transaction is committed."""
        id_ = self._journal(fact, uuid7(), key, object, cause)
        self.told.setdefault(cause.id, []).append(id_)
        return id_

    def command(
        self,
        command: Command,
        *,
        key: UUID,
        cause: Cause,
        id: UUID | None = None,  # noqa: A002
    ) -> UUID:
        """Journal a command to the service that owns the object."""
        return self._journal(command, id or uuid7(), key, key, cause)

    def refuse(self, cause: Cause, refused: Refused) -> None:
        """Answer the command behind ``cause`` with a refusal; it must not have announced anything."""
        assert cause.kind == "command", (
            f"only a command is refused by an answer, not a {cause.kind}"
        )
        self.refusals[cause.id] = refused

    def answer(self, owner: str, command_type: str, key: UUID, cause: Cause) -> None:
        """Journal the one answer to a command: refused, or done with the ids of its facts."""
        refused = self.refusals.get(cause.id)
        facts = tuple(self.told.get(cause.id, ()))
        assert not (refused and facts), "a refused command has announced a fact"
        answer = ANSWERS[owner](
            command_id=cause.id,
            command_type=command_type,
            outcome="refused" if refused else "done",
            facts=facts,
            code=refused.code if refused else None,
            reason=refused.reason[:WORDS_CHARS_MAX] if refused else None,
            source=refused.source[:WORDS_CHARS_MAX] if refused else None,
            field=refused.field[:WORDS_CHARS_MAX] if refused else None,
        )
        self._journal(answer, uuid7(), key, key, cause)

    def tell(self, message: Message, *, sender: str, key: UUID, cause: Cause) -> UUID:
        """Journal an answer that goes to one sender alone, on a topic of its own."""
        return self._journal(message, uuid7(), key, key, cause, sender)

    def _journal(
        self,
        message: Message,
        id_: UUID,
        key: UUID,
        object_: UUID,
        cause: Cause,
        sender: str | None = None,
    ) -> UUID:
        row = row_of(
            message,
            sender=sender,
            id=id_,
            key=key,
            object=object_,
            causation=cause.id,
            correlation=cause.correlation,
            traceparent=cause.traceparent or trace.current.get(),
            actor=cause.actor,
            roles=" ".join(sorted(role for role in cause.roles if role.isidentifier())),
            time=self.now,
            recorded_at=datetime.now(UTC),
        )
        self.rows.append(row)
        return id_

    async def flush(self) -> None:
        """Write the journal rows with their sequences and links; only ``begin`` calls it."""
        if not self.rows:
            return
        touched = list(dict.fromkeys(row.key for row in self.rows))
        missing = [key for key in touched if key not in self.heads]
        if missing:
            self.heads |= await lock_heads(self.conn, missing)
        chain(self.heads, self.rows)
        await append(self.conn, self.rows)
        await save_heads(self.conn, self.heads, touched)
