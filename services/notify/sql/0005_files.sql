-- What became of a file that was sent: rows of it by their numbers, references and reasons; nobody's identity.
create table file_upload (
    id uuid primary key,
    digest bytea not null,
    actor text not null,
    authority_code text not null,
    kind text not null,
    rows int not null,
    items int not null,
    notes text[] not null,
    received_at timestamptz not null,
    touched_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz
);

create index file_upload_by_authority on file_upload (authority_code, received_at desc);

create table file_result (
    upload_id uuid not null references file_upload (id) on delete cascade,
    item int not null,
    number int not null,
    file_row int not null,
    letter text not null,
    heading text not null,
    reason text not null,
    sender_reference text,
    reference text,
    state text not null,
    primary key (upload_id, item, number)
);
