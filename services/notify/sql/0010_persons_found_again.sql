alter table person add column given_names_hash bytea;
alter table person add column birth_hash bytea;
alter table person add column nhs_hash bytea;
alter table person add column name_birth_hash bytea;
alter table person add column folding int not null default 1;
alter table person add column matched_at timestamptz;

create index person_by_given_names on person (given_names_hash);
create index person_by_birth on person (birth_hash);
create index person_by_nhs on person (nhs_hash);
create index person_by_name_and_birth on person (name_birth_hash);
create index person_by_folding on person (folding);
create index person_unmatched on person (id) where matched_at is null;

create table person_link (
    id uuid primary key,
    first_person uuid not null,
    second_person uuid not null,
    first_incident uuid not null,
    second_incident uuid not null,
    status text not null check (status in ('proposed', 'linked', 'apart', 'dropped')),
    basis text not null,
    by_person boolean not null,
    changed_at timestamptz not null,
    changed_by text not null,
    unique (first_person, second_person),
    check (first_person < second_person)
);

create index person_link_by_second on person_link (second_person);
create index person_link_by_first_incident on person_link (first_incident);
create index person_link_by_second_incident on person_link (second_incident);
create index person_link_by_status on person_link (status, changed_at);
