create table regional_group (
    id uuid primary key,
    region_code text not null,
    lead text not null,
    partnerships jsonb not null,
    formed_on date not null
);

create table regional_meeting (
    id uuid primary key,
    group_id uuid not null,
    meets_on date not null,
    trends jsonb not null,
    attended jsonb
);

create index regional_meeting_of_group on regional_meeting (group_id, meets_on);

create table support_offer (
    id uuid primary key,
    group_id uuid not null,
    partnership text not null,
    support text not null,
    offered_on date not null,
    trend_id uuid,
    uptake text,
    answered_on date
);

create index support_offer_of_group on support_offer (group_id, offered_on);

-- An agenda names a trend for good, released_trend keeps the latest of its theme alone.
create table trend_named (id uuid primary key, fact jsonb not null);

insert into trend_named (id, fact)
select (fact->>'trend_id')::uuid, fact from released_trend;
