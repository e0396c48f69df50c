create table access_log (
    position bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    business_at timestamptz not null,
    actor text not null,
    roles text[] not null,
    action text not null,
    object text not null,
    purpose text,
    allowed boolean not null
);

create index access_log_by_object on access_log (object, position);
create index access_log_by_actor on access_log (actor, position);
