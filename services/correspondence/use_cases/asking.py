"""A command on its way to review: who may give it, in whose name, with which documents, told apart by what."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from chassis.conn import Conn
from chassis.errors import Refused
from chassis.identity import Actor
from chassis.seal import KeyRing
from chassis.web.problems import Invalid, pointers
from contracts.catalogue import Entry, commands_of
from contracts.codes import DocumentRef
from contracts.envelope import Command
from contracts.http_words import unknown_codes
from services.correspondence.access import POLICY, member_of, partner_of, scope_of
from services.correspondence.case import readable
from services.correspondence.document import store as documents
from services.correspondence.document.store import Stored
from services.correspondence.read_models.cases import CaseView
from services.correspondence.sealing import nested_model

Said = Mapping[str, Any]
COMMANDS: Mapping[str, Entry] = {entry.type.split(".")[3]: entry for entry in commands_of("review")}
MEETING_COMMANDS = ("arrange-meeting", "record-attendance", "agree-minutes")
MEMBER_COMMANDS = (
    "register-members",
    "correct-member",
    "end-member-term",
    "record-preparation",
    "record-practice",
    "declare-interest",
)
FORM_GROUP, RECORD_UPTAKE = "form-regional-group", "record-uptake"
GROUP_COMMANDS = (
    FORM_GROUP,
    "arrange-regional-meeting",
    "record-regional-meeting",
    "offer-support",
    RECORD_UPTAKE,
)
PERMISSIONS: Mapping[str, str] = {
    **dict.fromkeys(GROUP_COMMANDS, "lead_group"),
    **dict.fromkeys(MEETING_COMMANDS, "arrange_meeting"),
    **dict.fromkeys(MEMBER_COMMANDS, "keep_members"),
    "agree-minutes": "agree_minutes",
    "declare-interest": "declare_interest",
    FORM_GROUP: "form_group",
    RECORD_UPTAKE: "answer_offer",
}
"""The commands that are about no case, each with what it needs."""


def may_give(case: CaseView, entry: Entry, actor: Actor) -> None:
    """Whether the actor's role may give it in this case; raises Refused, NotFound.

    Who may is part of what review tells of a case; before it has told, nobody may.
    """
    POLICY.check(actor, "act", scope_of(case))
    if case.told is None:
        reason = "The review of this case is still being opened. Nothing can be given yet; try again soon."
        raise Refused(reason, code="being_opened")
    roles = {r for move in case.told.moves if move.command == entry.type for r in move.roles}
    if not roles & actor.roles:
        raise Refused("Your role may not do this.", code="forbidden")


def in_own_name(entry: Entry, said: Said, actor: Actor) -> dict[str, Any]:
    """What a partner or a member says, they say for themselves, whatever was sent."""
    fields = entry.model.model_fields
    own: dict[str, Any] = {"partner": partner_of(actor)} if "partner" in fields else {}
    if "letter_id" in fields:
        own["letter_id"] = None  # what a letter says, it says itself as it goes out
    if "member_id" in fields and "secretary" not in actor.roles:
        own["member_id"] = member_of(actor)
    return {**said, **own}


async def documents_named(
    conn: Conn, case: CaseView, entry: Entry, said: Said, reader: Actor | None
) -> dict[str, dict[str, Any]]:
    """The references of the documents that a command names, as they are kept here; raises Refused.

    Only the id is taken from what was sent: what the scanner said is not the sender's to say.
    """
    fields = entry.model.model_fields
    named = [
        name
        for name, value in said.items()
        if value is not None
        and name in fields
        and nested_model(fields[name].annotation) is DocumentRef
    ]
    return {
        name: (await own_document(conn, case, _id_in(name, said[name]), reader)).ref().model_dump()
        for name in named
    }


def _id_in(name: str, value: Any) -> UUID:
    try:
        return UUID(str(value["id"]))
    except (KeyError, TypeError, ValueError):
        reason = "Give the id of a document that was sent to this case."
        raise Invalid([{"pointer": f"/{name}/id", "reason": reason}]) from None


async def own_document(conn: Conn, case: CaseView, id_: UUID, reader: Actor | None) -> Stored:
    """A document of this case that may be named; raises Refused.

    Nobody lets others read what they do not read themselves; ``reader``: None for the demonstration's client.
    """
    stored = await documents.find(conn, id_)
    known = stored is not None and stored.incident_id == case.incident_id
    if stored and known and reader:
        known = await readable.may_open(conn, case, stored, reader)
    if stored is None or not known:
        raise Refused("The document is not one of this case's.", field="document", code="document")
    if stored.scan_state == "infected":
        reason = "The document is infected and was not taken."
        raise Refused(reason, field="document", code="infected")
    return stored


async def digest_of(
    conn: Conn, keys: KeyRing, subject: UUID, actor: Actor, *said: Any, keyless: bool = False
) -> bytes:
    """What tells one content of a one-time key from another; it goes with the case's key.

    ``keyless``: it is about no case. Raises Transient while the key of the case is on its way.
    """
    whole = [str(subject), actor.id, *said]
    content = json.dumps(to_jsonable_python(whole), sort_keys=True, ensure_ascii=False)
    return await keys.fingerprint(conn, subject, content.encode(), keyless=keyless)


def parsed(entry: Entry, said: Said) -> Command:
    """The contract's command; raises Invalid naming the wrong fields, and those and codes that nobody knows."""
    try:
        command = entry.model.model_validate(said, extra="forbid")
    except ValidationError as error:
        found = pointers(error.errors(include_input=False, include_url=False))
        raise Invalid(found) from None
    assert isinstance(command, Command), "only commands are given"
    if wrong := list(unknown_codes(said, command)):
        raise Invalid(wrong)
    return command
