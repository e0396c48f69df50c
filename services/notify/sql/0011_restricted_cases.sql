-- Who alone of the staff may see an incident, as correspondence tells it; and to whom it is open for a while.
create table restricted (
    incident_id uuid primary key,
    open_to text[] not null
);

create table glass (
    incident_id uuid not null,
    who text not null,
    until timestamptz not null,
    primary key (incident_id, who)
);

-- Null: it is not restricted.
create function open_to_of(incident uuid) returns text[] language sql stable as $$
    select r.open_to || array(
        select g.who from glass g
        where g.incident_id = r.incident_id and g.until > clock_timestamp()
    )
    from restricted r where r.incident_id = incident
$$;
