"""Cases that are there already: SQL that fills a service's tables as its own code would have, set by set."""

from datetime import date

from bench import material
from bench.follow_ups import follow_ups
from chassis.calendar import calendar_version
from contracts.envelope import Fact
from contracts.notify import IncidentScopedInV1, NotificationSubmittedV1
from contracts.review.rapid_review import RapidReviewOpenedV1
from services.notify.notification.hashes import FOLDING

ID = "md5('case' || n)::uuid"
DAY = "date '2020-01-01' + n % 2000"


def body(model: type[Fact]) -> str:
    """The data of a type's sample, as it stands between quotes in SQL."""
    return quoted(material.body(model))


def quoted(text: str) -> str:
    """Text as it stands between quotes in SQL."""
    return text.replace("'", "''")


def told(number: int) -> str:
    """What ``review`` itself says of a case: 0, that its rapid review is open; 1, its state."""
    return quoted(follow_ups()[number][0].sample)


def journal(service: str, data: str, stream: str, cases: int, sequence: int = 1) -> str:
    """A published fact of each case in the journal."""
    name = f"uk.cspr.{service}.{stream}"
    return f"""
    insert into journal (id, kind, type, topic, stream, key, object, sequence, causation,
        correlation, actor, roles, time, recorded_at, data, previous_hash, hash)
    select md5('{name}{sequence}' || n)::uuid, 'fact', 'uk.cspr.stored.v1', '{name}.v1', '{name}',
        {ID}, {ID}, {sequence}, {ID}, n::text, 'system:bench', '', now(), now(),
        convert_to('{data}', 'UTF8'), '', sha256(n::text::bytea)
    from generate_series(1, {cases}) n;
    delete from journal_waiting;
    """  # noqa: S608 - literals of our own


def heads(cases: int, counts: str) -> str:
    """The counter row of each case."""
    return f"""
    insert into journal_key (key, counts, last_hash)
    select {ID}, '{counts}', sha256(n::text::bytea) from generate_series(1, {cases}) n;
    """  # noqa: S608


def watermarks(cases: int, *streams: str) -> str:
    """What of each case was consumed."""
    return "".join(
        f"""
        insert into inbox_watermark (stream, key, sequence)
        select 'uk.cspr.{stream}', {ID}, 3 from generate_series(1, {cases}) n;
        """  # noqa: S608
        for stream in streams
    )


def review(cases: int) -> str:
    """Rapid reviews that are open."""
    return f"""
    insert into case_file (incident_id, reference, authority_code, authority_name, partnership,
        region_code, notified_on, state_version, calendar)
    select {ID}, 'STORED-' || n, '990', 'Ashmere', 'ashmere', 'E12000005', {DAY}, 1,
        '{calendar_version()}'
    from generate_series(1, {cases}) n;
    insert into running_clock (incident_id, code, due_on, clock)
    select {ID}, 'RR1', {DAY} + 21, '{told(1)}'::jsonb->'clocks'->0
    from generate_series(1, {cases}) n;
    insert into rapid_review (id, state)
    select {ID}, jsonb_build_object('id', {ID}, 'status', 'open', 'reference', 'STORED-' || n,
        'authority_code', '990', 'partnership', 'ashmere', 'region_code', 'E12000005',
        'notified_on', {DAY})
    from generate_series(1, {cases}) n;
    """ + "".join(  # noqa: S608
        (
            heads(cases, '{"uk.cspr.review.case": 1, "uk.cspr.review.case-state": 1}'),
            watermarks(cases, "notify.incident", "notify.key"),
            journal("review", told(0), "case", cases),
            journal("review", told(1), "case-state", cases),
        )
    )


def notify(cases: int) -> str:
    """Notifications that were received."""
    return f"""
    insert into notification (id, reference, status, version, sender, sender_reference,
        authority_code, partnership, content, notified_at, notified_on, occurred_on, aware_on)
    select {ID}, 'STORED-' || n, 'in_scope', 1, 'system:bench', 'S' || n, '990', 'ashmere',
        '{body(NotificationSubmittedV1)}', now(), {DAY}, {DAY}, {DAY}
    from generate_series(1, {cases}) n;
    insert into notification_version (id, version, recorded_at, receipt)
    select {ID}, 1, now(), '{body(IncidentScopedInV1)}' from generate_series(1, {cases}) n;
    insert into idempotency (authority_code, key, body_hash, status, response)
    select '990', 'key' || n, sha256(n::text::bytea), 201, '{body(IncidentScopedInV1)}'
    from generate_series(1, {cases}) n;
    insert into person (id, incident_id, number, wrapped_key, identity, name_hash, folding,
        matched_at)
    select {ID}, {ID}, 1, sha256('k'), repeat('i', 300)::bytea, sha256(n::text::bytea), {FOLDING},
        now()
    from generate_series(1, {cases}) n;
    insert into sealing_key (subject, wrapped, published_at)
    select {ID}, repeat('w', 120), now() from generate_series(1, {cases}) n;
    """ + "".join(  # noqa: S608
        (
            heads(cases, '{"uk.cspr.notify.incident": 2}'),
            journal("notify", body(NotificationSubmittedV1), "incident", cases),
            journal("notify", body(IncidentScopedInV1), "incident", cases, 2),
        )
    )


def analytics(cases: int) -> str:
    """Facts that are kept, and the rows of their cases."""
    kept = "".join(
        f"""
        insert into fact (id, type, key, time, data)
        select md5('{fact.__name__}' || n)::uuid, '{fact.__name__}', {ID}, now(), '{body(fact)}'
        from generate_series(1, {cases}) n;
        """  # noqa: S608
        for fact in (NotificationSubmittedV1, IncidentScopedInV1, RapidReviewOpenedV1)
    )
    row = f"""
    insert into case_row (incident_id, row)
    select {ID}, jsonb_build_object('incident_id', {ID}, 'authority_code', '990', 'partnership',
        'ashmere', 'notified_on', {DAY})
    from generate_series(1, {cases}) n;
    """  # noqa: S608
    return kept + row + watermarks(cases, "notify.incident", "review.case")


def correspondence(cases: int) -> str:
    """Cases as the desk sees them, each with a short timeline."""
    state = told(1)
    return f"""
    insert into case_view (incident_id, reference, partnership, authority_code, authority_name,
        region_code, stage, state, next_due)
    select {ID}, 'CSPR-2020-' || n, 'ashmere', '990', 'Ashmere', 'E12000005',
        (array['rapid_review_due', 'with_national_body', 'closed', 'closed'])[1 + n % 4],
        '{state}'::jsonb || jsonb_build_object('incident_id', {ID}, 'reference', 'CSPR-2020-' || n),
        case when n % 4 < 2 then {DAY} end
    from generate_series(1, {cases}) n;
    insert into case_stay (incident_id, version, stage, awaited, since)
    select incident_id, 1, stage, '{{partnership}}', {DAY}
    from generate_series(1, {cases}) n join case_view on incident_id = {ID};
    insert into timeline (id, incident_id, at, type, service, sequence, actor, fact)
    select md5(n || '/' || step)::uuid, {ID}, timestamptz '{date(2026, 1, 1)}',
        'uk.cspr.review.rapid-review-opened.v1', 'review', step, 'system:bench',
        '{body(RapidReviewOpenedV1)}'
    from generate_series(1, {cases}) n, generate_series(1, 6) step;
    """  # noqa: S608
