-- When somebody was last here: the name of who has not come for long is forgotten. For those of before it begins now.
alter table person_name add column seen_on date;

update person_name set seen_on = (now() at time zone 'Europe/London')::date;

create index person_name_by_day on person_name (seen_on) where name <> '';

alter table letter_source validate constraint letter_source_kind_check;
alter table delivery validate constraint delivery_kind_check;
