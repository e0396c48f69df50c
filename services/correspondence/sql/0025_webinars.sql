create table webinar (id uuid primary key, state jsonb not null);
