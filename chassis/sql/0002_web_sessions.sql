create table web_session (
    id_hash bytea primary key,
    actor jsonb,
    state jsonb not null default '{}',
    csrf text not null,
    created_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp(),
    closed_at timestamptz
);

create index web_session_created on web_session (created_at);

create table kept_form (
    id uuid primary key,
    actor text not null,
    page text not null,
    content text not null,
    kept_at timestamptz not null default clock_timestamp()
);

create index kept_form_actor on kept_form (actor, kept_at);
