-- The register with its history. The tables authority and partnership, which hold one day's state, are read by
-- processes of the release before while both run; they are dropped by the release after.
create table register_entry (
    kind text not null,
    code text not null,
    valid_from date not null,
    valid_to date,
    name text not null,
    region text,
    authority_codes text[] not null default '{}',
    successors text[] not null default '{}',
    content jsonb not null,
    primary key (kind, code, valid_from)
);

create index register_entry_by_authority on register_entry using gin (authority_codes);

create table register_change (
    id uuid primary key,
    name text not null,
    content bytea not null,
    differences jsonb not null,
    applied_by text not null,
    business_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp()
);

create index register_change_by_time on register_change (recorded_at desc);

create table register_announced (
    key uuid primary key,
    fact jsonb not null
);

create table register_told (
    singleton boolean primary key default true check (singleton),
    told_on date
);

insert into register_told default values;
