-- A report published before its year was counted: it can be taken down too, and its year ends.
update lcspr
set state = jsonb_set(
    state,
    '{available_until}',
    to_jsonb(((state->>'published_on')::date + interval '12 months')::date)
)
where state->>'published_on' is not null and state->>'available_until' is null;
