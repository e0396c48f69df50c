create table standard_line (id uuid primary key, state jsonb not null);
