-- squawk-ignore-file ban-drop-column, ban-drop-constraint, constraint-missing-not-valid
-- squawk-ignore-file disallowed-unique-constraint, require-concurrent-index-deletion
-- The services stand still while this is applied: a relay of before looks for the flag.
--
-- What waits for Kafka stands in a narrow table of its own, and the journal is only ever added to: a flag in
-- its rows was a second copy of each, in every index.
create table journal_waiting (
    position bigint primary key
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000
);

insert into journal_waiting (position)
select position from journal where published_at is null;

create function journal_waits() returns trigger language plpgsql as $$
begin
    insert into journal_waiting (position) select position from added
    on conflict do nothing;
    return null;
end
$$;

create trigger journal_waits after insert on journal
referencing new table as added for each statement execute function journal_waits();

drop index journal_unpublished;
alter table journal drop column published_at;

-- one index finds a key's rows and holds its sequences apart
alter table journal add constraint journal_sequence unique (key, stream, sequence);
alter table journal drop constraint journal_stream_key_sequence_key;
drop index journal_by_key;
