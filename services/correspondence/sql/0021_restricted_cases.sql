create table restriction (id uuid primary key, state jsonb not null);

-- Who alone of the staff may open the case (person:…, role:…); null: all whose reach it lies in.
alter table case_view add column open_to text[];

create index case_view_restricted on case_view (reference) where open_to is not null;
