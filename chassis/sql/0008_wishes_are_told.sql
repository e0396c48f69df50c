-- An operator's wish is told to the service as it is written, so that it need not ask each second.
create function tell_of_wish() returns trigger language plpgsql as $$
begin
    perform pg_notify('wishes', '');
    return null;
end $$;

create trigger parked_is_wished after update of wish on parked
for each row when (new.wish is not null) execute function tell_of_wish();
