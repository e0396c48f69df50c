create table inbox (id uuid primary key);

create table state (id uuid primary key, version bigint not null, data jsonb not null);

create table outbox (
    position bigint generated always as identity primary key,
    cause uuid not null,
    topic text not null,
    key uuid not null,
    data bytea not null
);

create index outbox_by_cause on outbox (cause);
