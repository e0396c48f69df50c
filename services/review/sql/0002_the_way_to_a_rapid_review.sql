create table preparation (id uuid primary key, state jsonb not null);
create table agency_return (id uuid primary key, state jsonb not null);
create table learning (id uuid primary key, state jsonb not null);
create table reading (id uuid primary key, state jsonb not null);

create index agency_return_awaited on agency_return (id)
where state->>'stopped' = 'false' and state @? '$.returns[*] ? (@.outcome == "")';
