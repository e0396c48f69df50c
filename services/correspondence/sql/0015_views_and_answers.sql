create table voice (id uuid primary key, state jsonb not null);

create index voice_of_case on voice ((state->>'incident_id'));
create index voice_of_thread on voice ((state->>'thread_id')) where state->>'thread_id' is not null;
create index voice_awaiting_panel on voice ((state->>'raised_on'))
where state->>'status' in ('raised', 'considered');
create index voice_awaiting_partner on voice ((state->'answer'->>'reply_by'))
where state->'answer'->>'reply_by' is not null and state->>'heard_on' is null;

-- There was no clock so far. What came in the last two weeks can still be answered within it. Older replies are
-- closed, so that none is told of as overdue, and the Panel may answer those too.
insert into voice (id, state)
select r.id, jsonb_build_object(
    'id', r.id, 'incident_id', r.incident_id, 'reference', c.reference,
    'source', 'reply', 'partner', r.partner,
    'raised_on', (r.received_at at time zone 'Europe/London')::date, 'thread_id', r.letter_id,
    'numbers', '[]'::jsonb, 'chased', '[]'::jsonb
) || case
    when (r.received_at at time zone 'Europe/London')::date
        >= (now() at time zone 'Europe/London')::date - 14
        then jsonb_build_object('status', 'raised')
    else jsonb_build_object('status', 'closed', 'closed', jsonb_build_object(
        'by', 'system:correspondence', 'on', (now() at time zone 'Europe/London')::date, 'reason', 'other'
    ))
end
from reply r join case_view c using (incident_id);

-- It is made again, wider: a message may say that the Panel answered.
-- squawk-ignore ban-drop-constraint
alter table delivery drop constraint delivery_kind_check;
alter table delivery add constraint delivery_kind_check
check (kind in ('letter', 'invitation', 'request', 'reminder', 'notice', 'answer')) not valid;
