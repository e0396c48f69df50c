-- Who alone of the staff may see a case, as correspondence tells it.
create table restricted_case (
    incident_id uuid primary key,
    open_to text[] not null
);
