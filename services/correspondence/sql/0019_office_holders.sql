create table office_holder (id uuid primary key, state jsonb not null);
