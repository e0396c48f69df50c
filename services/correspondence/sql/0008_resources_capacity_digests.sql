create table resource (id uuid primary key, state jsonb not null);
create table capacity (id uuid primary key, state jsonb not null);
create table digest (id uuid primary key, state jsonb not null);
