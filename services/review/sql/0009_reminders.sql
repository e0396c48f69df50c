create table reminder (id uuid primary key, state jsonb not null);
