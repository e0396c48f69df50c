-- Who may write seals can add the next one, and neither begin the chain anew nor run ahead of the log.
create function access_log_seal_follows() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
    before access_log_seal;
    sealed bigint;
begin
    select * into before from access_log_seal order by number desc limit 1;
    select count(*) into sealed from access_log
    where position > coalesce(before.last_position, -9223372036854775808) and position <= new.last_position;
    if new.number <> coalesce(before.number, 0) + 1
        or new.previous_hash <> coalesce(before.hash, ''::bytea)
        or new.rows = 0 or new.rows <> sealed
        or not exists (select from access_log where position = new.last_position)
    then
        raise exception 'a seal follows the one before it and ends at a row of the log'
            using errcode = 'check_violation';
    end if;
    return new;
end
$$;

create trigger access_log_seal_follows before insert on access_log_seal
for each row execute function access_log_seal_follows();
