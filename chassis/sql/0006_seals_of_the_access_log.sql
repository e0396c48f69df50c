-- The log of reads is sealed range by range, each seal chained to the one before. A range is sealed once all who
-- write below its end have committed: they share a lock that the sealer takes alone, for a moment.
create table access_log_seal (
    number bigint primary key,
    last_position bigint not null,
    rows int not null,
    previous_hash bytea not null,
    hash bytea not null,
    sealed_at timestamptz not null default clock_timestamp()
);

create function access_log_is_written() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(7164716);
    return null;
end
$$;

create trigger access_log_is_written before insert on access_log
for each statement execute function access_log_is_written();

create index access_log_by_day on access_log using brin (business_at);
