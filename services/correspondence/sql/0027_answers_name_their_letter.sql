-- What a letter answered by going out names that letter, so that it waits again when the letter is withdrawn. Answers
-- of before name the letter of their case that went out on their day, or the one that took its place; what a withdrawn
-- one answered, in whose place none has gone out, waits again now.
with answered as (
    select v.id, min(coalesce(next.id, l.id)::text) as letter,
        bool_and(l.state->>'status' = 'withdrawn' and next.id is null) as withdrawn
    from voice v join letter l
        on l.state->>'incident_id' = v.state->>'incident_id' and l.state->>'issued_on' = v.state->'answer'->>'on'
    left join letter next on next.state->>'replaces' = l.id::text and next.state->>'status' = 'issued'
    where v.state->>'status' = 'answered' and v.state->'answer'->>'way' = 'letter'
        and v.state->'answer'->>'by' = 'system:correspondence'
    group by v.id having count(*) = 1
)
update voice v set state = case when a.withdrawn
    then jsonb_set(v.state, '{status}', '"considered"') - 'answer'
    else jsonb_set(v.state, '{answer,letter_id}', to_jsonb(a.letter)) end
from answered a where a.id = v.id;
