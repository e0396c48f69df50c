-- When somebody was last here: the name of who has not come for long is forgotten. For those of before it begins now.
alter table person_name add column seen_on date;

update person_name set seen_on = (now() at time zone 'Europe/London')::date;

create index person_name_by_day on person_name (seen_on) where name <> '';

alter table letter_source validate constraint letter_source_kind_check;
alter table delivery validate constraint delivery_kind_check;

-- A round that waits for work is told of it, as the transaction that made it commits.
create function tell_of_work() returns trigger language plpgsql as $$
begin
    perform pg_notify(tg_argv[0], '');
    return null;
end $$;

create trigger delivery_is_due after insert on delivery
for each statement execute function tell_of_work('deliveries');

create trigger delivery_is_due_earlier after update of due_at on delivery
for each row when (new.due_at < old.due_at) execute function tell_of_work('deliveries');

create trigger news_mail_is_due after insert on news_mail
for each statement execute function tell_of_work('news');

create trigger news_mail_is_due_earlier after update of due_at on news_mail
for each row when (new.due_at < old.due_at) execute function tell_of_work('news');

-- What is public changes where it is kept; a report's timeline is written in the transaction of its case.
create trigger digest_is_public after insert or update on digest
for each statement execute function tell_of_work('news');

create trigger trend_is_public after insert or update on released_trend
for each statement execute function tell_of_work('news');

create trigger selection_is_public after insert or update on selection_entry
for each statement execute function tell_of_work('news');

create trigger resource_is_public after insert or update on resource
for each statement execute function tell_of_work('news');

create trigger webinar_is_public after insert or update on webinar
for each statement execute function tell_of_work('news');

create trigger report_is_public after insert on timeline
for each row when (new.type in (
    'uk.cspr.review.lcspr-published.v1', 'uk.cspr.review.lcspr-improvements-published.v1'
)) execute function tell_of_work('news');

-- The last day of who left an organisation first and is named still; null where everybody is there, or forgotten.
create function first_leaver(state jsonb) returns text language sql immutable parallel safe as $$
    select min(
        case when now->>'change' = 'struck' then now->>'on' else now->>'holds_until' end
    )
    from jsonb_array_elements(state->'holders') as holder
    cross join lateral (select holder->'versions'->-1 as now) as last
    where holder->>'forgotten_on' is null
$$;

create index office_holder_by_leaver on office_holder (first_leaver(state)) where first_leaver(state) is not null;
create index office_holder_forgotten on office_holder (id)
where state @? '$.holders[*].forgotten_on ? (@ != null)';
