create table fact (
    position bigint generated always as identity primary key,
    id uuid not null unique,
    type text not null,
    key uuid not null,
    time timestamptz not null,
    data jsonb not null
);

-- One row: its version, moved with the facts. Whoever writes locks it first, so that writers take turns.
create table data_set (
    only_one boolean primary key default true check (only_one),
    facts bigint not null default 0,
    read_until timestamptz
);

insert into data_set default values;

create table authority (
    code text primary key,
    gss_code text not null,
    name text not null,
    region_code text not null,
    region_name text not null
);

create table case_row (
    incident_id uuid primary key,
    row jsonb not null,
    decided_on date,
    partnership text,
    themes text[] not null default '{}'
);

create index case_row_decided on case_row (decided_on) include (partnership, themes)
where decided_on is not null;

create table measure (
    name text not null,
    month date not null,
    authority_code text not null,
    breakdown text not null,
    days integer not null,
    value bigint not null,
    primary key (name, month, authority_code, breakdown, days)
);

create table trend (
    id uuid primary key,
    theme text not null,
    status text not null check (status in ('detected', 'released')),
    figures jsonb not null,
    detected_at timestamptz not null,
    released_by text,
    released_at timestamptz,
    reason text
);

create index trend_by_theme on trend (theme, detected_at desc);
