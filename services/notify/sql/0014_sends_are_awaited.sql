-- Who must be told of a notification. Nobody was told before somebody recorded it: docs/decisions/0045.
create table send (
    id uuid primary key,
    incident_id uuid not null references notification (id),
    recipient text not null,
    since timestamptz not null,
    told_on date,
    told_how text check (told_how in ('portal', 'email', 'api', 'other', 'announced')),
    told_by text,
    recorded_at timestamptz,
    ended_at timestamptz,
    unique (incident_id, recipient),
    check ((told_on is null) = (told_how is null))
);

create index send_waiting on send (since, id) where told_on is null and ended_at is null;

-- What the service announced by itself stays as it is recorded; no fact follows.
insert into send (id, incident_id, recipient, since, told_on, told_how, told_by, recorded_at)
select
    told.id,
    told.key,
    told.fact ->> 'recipient',
    told.time,
    (told.fact ->> 'shared_on')::date,
    'announced',
    told.actor,
    told.time
from (
    select position, id, key, actor, time, convert_from(data, 'UTF8')::jsonb as fact
    from journal
    where type = 'uk.cspr.notify.notification-shared.v1'
) as told
join notification on notification.id = told.key
order by told.position
on conflict (incident_id, recipient) do nothing;

create function sends_of(incident uuid) returns jsonb language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'recipient', s.recipient,
        'since', (s.since at time zone 'Europe/London')::date,
        'told_on', s.told_on,
        'told_how', s.told_how,
        'ended', s.ended_at is not null
    ) order by s.since, s.id), '[]')
    from send s where s.incident_id = incident
$$;
