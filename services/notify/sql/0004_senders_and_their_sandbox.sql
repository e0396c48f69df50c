create table sender (
    client_id text primary key check (client_id ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
    name text not null,
    authorities text[] not null,
    sandbox boolean not null,
    topic boolean not null,
    per_minute int not null check (per_minute > 0),
    valid_from date not null,
    valid_to date,
    topic_told text
);

create sequence sandbox_number;

create table sandbox_notification (
    authority_code text not null,
    key text not null,
    body_hash bytea not null,
    reference text not null unique,
    sender text not null,
    receipt jsonb not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (authority_code, key)
);
