-- What was last told of the clocks that run: by it a changed calendar finds those it moves, and what is due
-- is asked. A case's calendar is the one by which its clocks were last counted.
alter table case_file add column calendar text;
create index case_file_calendar on case_file (calendar);

create table running_clock (
    incident_id uuid not null references case_file (incident_id),
    code text not null,
    due_on date not null,
    clock jsonb not null,
    primary key (incident_id, code)
);
create index running_clock_due on running_clock (due_on);

create table regional_group (id uuid primary key, state jsonb not null);
