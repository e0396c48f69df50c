create table given_advice (id uuid primary key, state jsonb not null);
create table curation (id uuid primary key, state jsonb not null);
create table selection (id uuid primary key, state jsonb not null);
