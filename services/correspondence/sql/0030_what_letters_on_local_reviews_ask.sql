-- What a letter on a local review asks of one partner; letters that went out before are not followed.
create table letter_ask (id uuid primary key, state jsonb not null);

create index letter_ask_of_letter on letter_ask ((state->>'letter_id'));
create index letter_ask_of_case on letter_ask ((state->>'incident_id'));
create index letter_ask_awaited on letter_ask ((state->>'due_on')) where state->>'status' = 'open';
