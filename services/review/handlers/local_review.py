"""Commands of a local review's course and end: one line a command."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.envelope import Command
from contracts.review import lcspr as own
from contracts.review import lcspr_advice as advice_contract
from contracts.review import lcspr_course as course_contract
from contracts.review import lcspr_ending as ending_contract
from services.review import stores
from services.review.given_advice.domain import Item
from services.review.handlers import lcspr as lcspr_handlers
from services.review.handlers.after_decision import advise_otherwise
from services.review.handlers.cases import sent_on, tell_changed, waves
from services.review.lcspr import advice, commands, domain
from services.review.lcspr import course_moves as course
from services.review.lcspr import ending_moves as ending
from services.review.lcspr.commands import Command as LcsprCommand
from services.review.lcspr.events import CopySent
from services.review.lcspr.state import Lcspr
from services.review.policy import local_review, rules
from services.review.rapid_review.domain import RapidReview
from services.review.senders import Commands, Handler

Makes = Callable[[Received[Any], Lcspr, RapidReview], LcsprCommand]


def register(take: Commands) -> None:
    """The handlers of these commands."""
    for model, make in LCSPR.items():
        take(model)(_carrying_out(make))
    take(advice_contract.GiveLcsprAdviceV1)(_give_advice)


def _carrying_out(make: Makes) -> Handler:
    async def carry_out(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        done: list[Received[Any]] = []
        for wave in waves(
            batch
        ):  # what stands beside a command is read as the one before it left it
            done += await _carry_out(tx, wave, make)
        await tell_changed(tx, done)

    return carry_out


async def _carry_out(tx: Tx, wave: Sequence[Received[Any]], make: Makes) -> Sequence[Received[Any]]:
    keys = [one.key for one in wave]
    found = await stores.LCSPRS.read(tx.conn, keys)
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, keys)
    return await lcspr_handlers.carry_out_on_lcspr(
        tx,
        wave,
        lambda r: make(r, found.get(r.key, Lcspr(r.key)), reviews.get(r.key, RapidReview(r.key))),
    )


async def _give_advice(tx: Tx, batch: Sequence[Received[Any]]) -> None:
    """What is given is followed: what became of it is asked as of a decision's advice."""
    done = await lcspr_handlers.carry_out_on_lcspr(
        tx,
        batch,
        lambda r: advice.Give(r.cause.id, sent_on(r), r.message.answers, r.message),
    )
    files = await stores.files(tx.conn, [r.key for r in done])
    pieces = [Item(r.cause.id, None, None, r.message.advice, given_on=sent_on(r)) for r in done]
    given = zip(done, pieces, strict=True)
    await advise_otherwise(
        tx, [(r.key, files[r.key].reference, item, r.cause) for r, item in given]
    )
    await tell_changed(tx, done)  # with the advice that may be answered now


def _appoint(r: Received[Any], _local: Lcspr, _review: RapidReview) -> LcsprCommand:
    said = r.message
    return commands.Appoint(sent_on(r), said.appointed_on, said.reviewer, said.independent)


def _explain(r: Received[Any], local: Lcspr, _review: RapidReview) -> LcsprCommand:
    said = r.message
    return commands.ExplainDelay(
        on=sent_on(r),
        forecast_on=said.forecast_on,
        told_on=tuple(one.told_on for one in said.told),
        said=said,
        told=tuple(one.recipient.value for one in said.told),
        late=local_review.is_late(local.initiated_on, said.forecast_on),
    )


def _plan(r: Received[Any], local: Lcspr, _review: RapidReview) -> LcsprCommand:
    """The two dates that a plan is held against are the calendar's."""
    on = r.message.publish_on
    return commands.Plan(
        today=sent_on(r),
        publish_on=on,
        copies_needed_by=rules.copies_needed_by(on),
        earliest=_allowed_from(local),
    )


def _publish(r: Received[Any], local: Lcspr, _review: RapidReview) -> LcsprCommand:
    """Early when the last copy had not been out for long enough, or not at all."""
    said, since = r.message, _allowed_from(local)
    return commands.Publish(
        today=sent_on(r),
        published_on=said.published_on,
        early=since is None or said.published_on < since,
        address=said.address,
        allowed_from=since,
        available_until=local_review.available_until(said.published_on),
    )


def _send_copy(r: Received[Any], local: Lcspr, _review: RapidReview) -> LcsprCommand:
    said = r.message
    with_it = domain.evolve(local, CopySent(said.recipient, said.sent_on))
    return commands.SendCopy(sent_on(r), said.recipient, said.sent_on, _allowed_from(with_it))


def _receive_draft(r: Received[Any], local: Lcspr, _review: RapidReview) -> LcsprCommand:
    on = r.message.received_on
    with_it = domain.evolve(local, course.DraftReceived(on, r.message))
    return course.ReceiveDraft(sent_on(r), on, r.message, _allowed_from(with_it))


def _allowed_from(local: Lcspr) -> date | None:
    """The first day on which it may be published; None while a copy is missing."""
    last = local.last_copy_on
    return rules.earliest_publication(last) if last else None


def _propose(r: Received[Any], _local: Lcspr, review: RapidReview) -> LcsprCommand:
    reviewed = review.status == "submitted"
    return course.Propose(sent_on(r), r.message.proposed_on, reviewed, r.message)


def _set_scope(r: Received[Any], _local: Lcspr, _review: RapidReview) -> LcsprCommand:
    said = r.message
    period = (said.period_from, said.period_to)
    lines = tuple(one.value for one in said.lines_of_enquiry)
    return course.SetScope(sent_on(r), said.set_on, period, lines, said)


def _approve(r: Received[Any], _local: Lcspr, _review: RapidReview) -> LcsprCommand:
    by = tuple(sorted({one.value for one in r.message.approved_by}))
    return course.Approve(sent_on(r), r.message.approved_on, by, r.message)


def _forecast(r: Received[Any], local: Lcspr, _review: RapidReview) -> LcsprCommand:
    on = r.message.forecast_on
    return course.Forecast(sent_on(r), on, local_review.is_late(local.initiated_on, on))


def _note_proceedings(r: Received[Any], _local: Lcspr, _review: RapidReview) -> LcsprCommand:
    said = r.message
    holds_up = tuple(one.value for one in said.holds_up)
    return course.NoteProceedings(
        said.proceedings.value, said.begun_on, said.ended_on, holds_up, said
    )


def _comment(r: Received[Any], _local: Lcspr, _review: RapidReview) -> LcsprCommand:
    said = r.message
    return advice.Comment(r.id, sent_on(r), said.on.value, said.by.value, said.commented_on, said)


def _publish_improvements(r: Received[Any], local: Lcspr, _review: RapidReview) -> LcsprCommand:
    on = r.message.published_on
    since = _allowed_from(local)
    return ending.PublishImprovements(
        today=sent_on(r),
        published_on=on,
        early=since is None or on < since,
        allowed_from=since,
        available_until=local_review.available_until(on),
        said=r.message,
    )


def _justify(r: Received[Any], _local: Lcspr, _review: RapidReview) -> LcsprCommand:
    told = tuple((one.recipient.value, one.told_on) for one in r.message.told)
    last = max((on for _, on in told), default=sent_on(r))
    return ending.Justify(sent_on(r), told, local_review.comments_until(last), r.message)


def _discontinue(r: Received[Any], _local: Lcspr, _review: RapidReview) -> LcsprCommand:
    said = r.message
    told_on = tuple(one.told_on for one in said.told)
    return ending.Discontinue(sent_on(r), said.discontinued_on, told_on, said)


LCSPR: Mapping[type[Command], Makes] = {
    own.AppointReviewerV1: _appoint,
    own.RecordMonitoringV1: lambda r, *_: commands.Monitor(
        sent_on(r), r.message.monitored_on, r.message
    ),
    own.ExplainLcsprDelayV1: _explain,
    own.RecordCopySentV1: _send_copy,
    own.PlanPublicationV1: _plan,
    own.RecordPublicationV1: _publish,
    course_contract.ProposeLcsprV1: _propose,
    course_contract.SetLcsprScopeV1: _set_scope,
    course_contract.StartLcsprV1: lambda r, *_: course.Start(sent_on(r), r.message.started_on),
    course_contract.RecordLcsprDraftV1: _receive_draft,
    course_contract.AskLcsprReworkV1: lambda r, *_: course.AskRework(
        sent_on(r), r.message.asked_on, r.message
    ),
    course_contract.ApproveLcsprV1: _approve,
    course_contract.RecordLcsprForecastV1: _forecast,
    course_contract.RecordLcsprProceedingsV1: _note_proceedings,
    advice_contract.AskLcsprAdviceV1: lambda r, *_: advice.Ask(r.cause.id, sent_on(r), r.message),
    advice_contract.CommentOnLcsprV1: _comment,
    ending_contract.AssembleLcsprBundleV1: lambda r, *_: ending.Assemble(
        sent_on(r), r.message.assembled_on, r.message
    ),
    ending_contract.RecordImprovementsPublicationV1: _publish_improvements,
    ending_contract.JustifyNonPublicationV1: _justify,
    ending_contract.RecordNonPublicationV1: lambda r, *_: ending.NotPublish(
        sent_on(r), r.message.decided_on, r.message
    ),
    ending_contract.DiscontinueLcsprV1: _discontinue,
    ending_contract.SupersedeLcsprV1: lambda r, *_: ending.Supersede(
        sent_on(r), r.message.superseded_on, r.message
    ),
    ending_contract.RecordTakeDownV1: lambda r, *_: ending.TakeDown(
        sent_on(r), r.message.taken_down_on, r.message
    ),
}
