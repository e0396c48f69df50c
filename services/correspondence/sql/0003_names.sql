create table person_name (
    id text primary key,
    name text not null
);
