-- News are read every few seconds and by anyone: the newest of each kind, and no table from end to end.
create index resource_by_day on resource ((state->>'listed_on') desc, id)
where state->>'withdrawn_on' is null;

create index webinar_by_change on webinar ((state->>'changed_at') desc, id)
where state->>'details' is not null;

create index digest_by_period on digest ((state->'period'->>0) desc);
