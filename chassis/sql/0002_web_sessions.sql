create table web_session (
    id_hash bytea primary key,
    actor jsonb,
    state jsonb not null default '{}',
    csrf text not null,
    created_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp()
);

create index web_session_seen on web_session (seen_at);
