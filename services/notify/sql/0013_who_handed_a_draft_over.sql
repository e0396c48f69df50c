-- To whom a draft was handed over, and by whom: they take it back.
alter table draft add column handed jsonb not null default '{}';
