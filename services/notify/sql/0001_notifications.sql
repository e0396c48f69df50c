create table reference_counter (
    year int primary key,
    last_number int not null
);

create table notification (
    id uuid primary key,
    reference text not null unique,
    status text not null,
    version int not null,
    sender text not null,
    sender_reference text,
    authority_code text not null,
    partnership text not null,
    content jsonb not null,
    notified_at timestamptz not null,
    notified_on date not null,
    occurred_on date not null,
    aware_on date not null,
    partners_told_on date,
    positions jsonb not null default '[]'
);

create index notification_by_authority on notification (authority_code, notified_at desc);
create index notification_by_sender_reference on notification (sender_reference, authority_code);

create table notification_version (
    id uuid not null references notification (id),
    version int not null,
    recorded_at timestamptz not null,
    receipt jsonb not null,
    primary key (id, version)
);

create table idempotency (
    actor text not null,
    key text not null,
    body_hash bytea not null,
    status int,
    response jsonb,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (actor, key)
);

create table person (
    id uuid primary key,
    incident_id uuid not null,
    number int not null,
    wrapped_key bytea not null,
    identity bytea not null,
    name_hash bytea,
    unique (incident_id, number)
);

create index person_by_name on person (name_hash);
