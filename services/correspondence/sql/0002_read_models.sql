create table case_view (
    incident_id uuid primary key,
    reference text not null unique,
    partnership text not null,
    authority_code text not null,
    authority_name text not null,
    region_code text not null,
    stage text not null,
    state jsonb not null,
    next_due date
);

create index case_view_by_partnership on case_view (partnership);
create index case_view_by_stage on case_view (stage, next_due);

create table timeline (
    id uuid primary key,
    incident_id uuid not null,
    at timestamptz not null,
    type text not null,
    service text not null,
    sequence bigint not null,
    actor text not null,
    fact jsonb not null
);

create index timeline_by_incident on timeline (incident_id, at, sequence);

create table decision_meeting (
    id uuid primary key,
    starts_at timestamptz not null,
    held boolean not null default false,
    members jsonb not null
);

create table draft (
    actor text not null,
    incident_id uuid not null,
    page text not null,
    content text not null,
    saved_at timestamptz not null default clock_timestamp(),
    primary key (actor, incident_id, page)
);
