-- Each stage that a case came to, and on whom it waited there; the state itself keeps the last alone.
create table case_stay (
    incident_id uuid not null,
    version int not null,
    stage text not null,
    awaited text[] not null,
    since date not null,
    primary key (incident_id, version)
);

insert into case_stay (incident_id, version, stage, awaited, since)
select incident_id, (state->>'version')::int, state->>'stage',
    array(select jsonb_array_elements_text(state->'awaited_from')),
    coalesce(
        (select max((step->>'on')::date) from jsonb_array_elements(state->'milestones') step),
        current_date
    )
from case_view where state ? 'version';
