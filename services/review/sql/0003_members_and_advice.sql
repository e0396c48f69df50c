create table member_register (id uuid primary key, state jsonb not null);
create table advice (id uuid primary key, state jsonb not null);

create index consideration_undecided on consideration (id)
where state->>'status' in ('received', 'triaged', 'allocated', 'listed');
