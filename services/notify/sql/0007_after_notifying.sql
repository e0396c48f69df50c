-- Who a child was thought to be before it was corrected: the same ciphertext, moved here.
create table person_before (
    id uuid not null,
    incident_id uuid not null,
    version int not null,
    number int not null,
    wrapped_key bytea not null,
    identity bytea not null,
    replaced_at timestamptz not null,
    primary key (id, version)
);

create index person_before_by_incident on person_before (incident_id);

-- Authorities that had a notification, and the last version that they read of it.
create table notification_formerly (
    incident_id uuid not null references notification (id),
    authority_code text not null,
    partnership text not null,
    until_version int not null,
    until_at timestamptz not null,
    primary key (incident_id, until_version)
);

create index notification_formerly_by_authority on notification_formerly (authority_code);

-- What changed of notifications. A row is numbered by whoever reads next, under a lock, so that no number
-- is ever passed over: docs/decisions/0025.
create table notification_change (
    position bigint generated always as identity primary key,
    number bigint unique,
    incident_id uuid not null,
    authority_code text not null,
    what text not null,
    version int not null,
    at timestamptz not null
);

create index notification_change_without_number on notification_change (position)
where number is null;
create index notification_change_by_authority on notification_change (authority_code, number);

-- How far each part of this service that follows the changes has come.
create table follower (
    name text primary key,
    number bigint not null default 0
);

insert into follower (name) values ('likeness'), ('webhooks');

create table duplicate_proposal (
    id uuid primary key,
    first_id uuid not null references notification (id),
    second_id uuid not null references notification (id),
    because text[] not null,
    proposed_at timestamptz not null,
    outcome text check (outcome in ('marked', 'different')),
    decided_at timestamptz,
    decided_by text,
    reason text,
    unique (first_id, second_id)
);

create index duplicate_proposal_open on duplicate_proposal (proposed_at) where outcome is null;
create index duplicate_proposal_by_second on duplicate_proposal (second_id);
create index notification_by_day on notification (occurred_on);

create table became (
    incident_id uuid primary key references notification (id),
    told jsonb not null
);

create index notification_questioned on notification (notified_at)
where content @? '$.questions[*] ? (@.answered_on == null)';
