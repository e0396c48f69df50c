-- Of what a body must be told: of the notification, or that it is withdrawn.
alter table send add column about text not null default 'notification'
check (about in ('notification', 'withdrawal'));
-- squawk-ignore ban-drop-constraint
alter table send drop constraint send_incident_id_recipient_key;
create unique index send_once on send (incident_id, recipient, about);
create index send_told on send (recorded_at, id) where told_on is not null;

-- All that was recorded of a send, in order; the last holds. Without a day: it was not told.
-- What a person typed is sealed with the incident's key.
create table send_record (
    send_id uuid not null references send (id),
    version int not null,
    told_on date,
    told_how text check (told_how in ('portal', 'email', 'api', 'other', 'announced')),
    words text,
    reason text,
    recorded_by text not null,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    primary key (send_id, version),
    check ((told_on is null) = (told_how is null)),
    check (told_on is not null or reason is not null)
);

insert into send_record (
    send_id, version, told_on, told_how, recorded_by, recorded_by_name, recorded_at
)
select id, 1, told_on, told_how, told_by, split_part(told_by, ':', 2), recorded_at
from send where told_on is not null;

-- Whom a change is about; what was recorded before is known by its moment.
alter table notification_change add column recipient text;
update notification_change set recipient = send.recipient
from send
where
    notification_change.what = 'recipient_told'
    and send.incident_id = notification_change.incident_id
    and send.recorded_at = notification_change.at;

-- Who had been told of what was withdrawn since is to be told of that.
insert into send (id, incident_id, recipient, about, since)
select gen_random_uuid(), send.incident_id, send.recipient, 'withdrawal', change.at
from send
join notification on notification.id = send.incident_id and notification.status = 'withdrawn'
join notification_change as change
    on change.incident_id = send.incident_id and change.what = 'withdrawn'
where send.told_on is not null and send.told_how <> 'announced';

-- The areas that duplicates named are concerned by the notification that goes on.
create temporary table concerned on commit drop as
with recursive stands_for (survivor, duplicate) as (
    select notification.id, (one ->> 'id')::uuid
    from notification, jsonb_array_elements(coalesce(content -> 'duplicates', '[]')) as one
    union
    select stands_for.survivor, (one ->> 'id')::uuid
    from stands_for
    join notification on notification.id = stands_for.duplicate,
        jsonb_array_elements(coalesce(content -> 'duplicates', '[]')) as one
)
select distinct stands_for.survivor, area -> 'area' ->> 'authority_code' as code
from stands_for
join notification on notification.id = stands_for.duplicate,
    jsonb_array_elements(coalesce(content -> 'other_areas', '[]')) as area;

update notification
set content = content || jsonb_build_object('areas_of_duplicates', found.codes)
from (select survivor, jsonb_agg(code order by code) as codes from concerned group by survivor)
    as found
where notification.id = found.survivor;

insert into send (id, incident_id, recipient, since)
select gen_random_uuid(), concerned.survivor, 'authority:' || concerned.code, now()
from concerned
join notification on notification.id = concerned.survivor
where
    notification.status in ('in_scope', 'notify_only')
    and notification.authority_code <> concerned.code
on conflict (incident_id, recipient, about) do nothing;

create or replace function sends_of(incident uuid) returns jsonb language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'recipient', s.recipient,
        'about', s.about,
        'since', (s.since at time zone 'Europe/London')::date,
        'told_on', s.told_on,
        'told_how', s.told_how,
        'ended', s.ended_at is not null
    ) order by s.since, s.id), '[]')
    from send s where s.incident_id = incident
$$;
