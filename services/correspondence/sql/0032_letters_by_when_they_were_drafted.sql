-- A case's letters are listed as they were drafted; those of before are in no order, as they were.
alter table letter_source add column drafted_at timestamptz not null default now();
