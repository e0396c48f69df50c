create table journal_key (
    key uuid primary key,
    counts jsonb not null default '{}',
    last_hash bytea not null default ''
);

create table journal (
    position bigint generated always as identity primary key,
    id uuid not null unique,
    kind text not null check (kind in ('fact', 'command', 'answer')),
    type text not null,
    topic text not null,
    stream text not null,
    key uuid not null,
    object uuid not null,
    sequence bigint not null,
    causation uuid not null,
    correlation text not null,
    traceparent text,
    actor text not null,
    roles text not null,
    time timestamptz not null,
    recorded_at timestamptz not null,
    data bytea not null check (octet_length(data) <= 262144),
    previous_hash bytea not null,
    hash bytea not null,
    published_at timestamptz,
    unique (stream, key, sequence)
) with (
    fillfactor = 90,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000
);

create index journal_unpublished on journal (position) where published_at is null;
create index journal_by_key on journal (key, position);

create table inbox_watermark (
    stream text not null,
    key uuid not null,
    sequence bigint not null,
    primary key (stream, key)
);

create table inbox_command (
    id uuid primary key,
    claimed_at timestamptz not null default clock_timestamp()
);

create table parked (
    id uuid primary key,
    status text not null check (status in ('parked', 'waiting', 'gap', 'replayed', 'discarded')),
    topic text not null,
    stream text not null,
    key uuid,
    sequence bigint,
    message_id uuid,
    type text,
    raw_key bytea,
    headers jsonb not null,
    body bytea,
    code text not null,
    reason text not null,
    parked_at timestamptz not null default clock_timestamp(),
    wish text check (wish in ('replay', 'discard')),
    closed_at timestamptz,
    closed_by text
);

create index parked_open on parked (stream, key, sequence)
where status in ('parked', 'waiting', 'gap');

create table asked (
    command_id uuid primary key,
    type text not null,
    key uuid not null,
    actor text not null,
    asked_at timestamptz not null,
    digest bytea not null,
    answered_at timestamptz,
    outcome text,
    code text,
    reason text,
    source text,
    field text,
    facts uuid[] not null default '{}',
    seen_at timestamptz
);

create index asked_by_actor on asked (actor, asked_at desc);
create index asked_pending on asked (key) where outcome is null;

create table sealing_key (
    subject uuid primary key,
    wrapped text not null,
    version bigint not null default 1,
    published_at timestamptz
);

create index sealing_key_unpublished on sealing_key (subject) where published_at is null;

create table sealing_key_erased (
    subject uuid primary key,
    erased_at timestamptz not null default clock_timestamp(),
    published_at timestamptz
);

create index sealing_key_erased_unpublished on sealing_key_erased (subject)
where published_at is null;
