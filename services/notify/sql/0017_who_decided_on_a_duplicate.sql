-- Who decided is told by name; of what was decided before, the sign-in name is all that was kept.
alter table duplicate_proposal add column decided_by_name text;

update duplicate_proposal set decided_by_name = split_part(decided_by, ':', 2)
where decided_by is not null;
