create table panel_member (
    id text primary key,
    name text not null,
    sector text not null,
    serves_from date not null,
    serves_until date,
    practised_until date,
    prepared jsonb not null default '[]',
    interests jsonb not null default '{}',
    entered_at bigint generated always as identity
);

create table reader (
    incident_id uuid not null,
    member_id text not null,
    primary key (incident_id, member_id)
);

create index reader_by_member on reader (member_id);

alter table decision_meeting
    add column counted int,
    add column needed int,
    add column sectors_missing jsonb not null default '[]',
    add column minutes_agreed_on date;

create index timeline_of_meeting on timeline ((fact->>'meeting_id'))
where type in ('uk.cspr.review.case-listed.v1', 'uk.cspr.review.case-considered.v1');
