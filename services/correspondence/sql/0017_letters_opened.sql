-- That someone of a partner opened a letter, never who.
create table letter_opened (
    letter_id uuid not null,
    partner text not null,
    first_on date not null,
    primary key (letter_id, partner)
);

create index letter_issued_on on letter ((state->>'issued_on')) where state->>'status' = 'issued';
