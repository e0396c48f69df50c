-- What was proclaimed of bank holidays after the list that this code carries: a few rows a decade.
create table proclaimed_day (
    id uuid primary key,
    day date not null,
    holiday boolean not null,
    title text not null,
    proclaimed_on date not null
);
