create table partnership (
    slug text primary key,
    name text not null,
    region_code text not null
);

create table organisation (
    partnership text not null,
    code text not null,
    partner text not null,
    name text not null,
    mailbox text,
    registered_mailbox text,
    primary key (partnership, code)
);

create table letter (
    id uuid primary key,
    state jsonb not null
);

create table letter_source (
    letter_id uuid primary key references letter (id),
    incident_id uuid not null,
    partnership text not null,
    decision jsonb not null,
    content text,
    document_id uuid,
    sha256 text
);

create index letter_source_by_incident on letter_source (incident_id);

create table document (
    id uuid primary key,
    incident_id uuid not null,
    sha256 text not null,
    media_type text not null,
    sealed_title text not null,
    size_bytes int not null,
    content bytea not null,
    scan_state text not null check (scan_state in ('pending', 'clean', 'infected')),
    uploaded_by text not null,
    uploaded_at timestamptz not null
);

create index document_by_incident on document (incident_id);
create index document_pending on document (id) where scan_state = 'pending';

create table delivery (
    id uuid primary key,
    kind text not null check (kind in ('letter', 'invitation')),
    subject_id uuid not null,
    incident_id uuid not null,
    reference text not null,
    partner text not null,
    organisation text not null,
    mailbox text not null,
    attempt int not null,
    status text not null check (status in ('due', 'sent', 'delivered', 'failed')),
    provider_id text,
    tries int not null default 0,
    due_at timestamptz not null default clock_timestamp(),
    opened_at timestamptz not null default clock_timestamp(),
    changed_on date,
    unique (subject_id, organisation, attempt)
);

create index delivery_open on delivery (due_at) where status in ('due', 'sent');

create table task (
    id uuid primary key,
    incident_id uuid not null,
    reference text not null,
    kind text not null,
    words text not null,
    delivery_id uuid,
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_by text
);

create index task_open on task (opened_at) where closed_at is null;

create table reply (
    id uuid primary key,
    letter_id uuid not null,
    incident_id uuid not null,
    partner text not null,
    organisation text not null,
    paragraph int,
    words text not null,
    document_id uuid,
    actor text not null,
    received_at timestamptz not null,
    digest bytea not null
);

create index reply_by_incident on reply (incident_id);

create table invitation (
    dialogue_id uuid primary key,
    incident_id uuid not null,
    starts_at timestamptz not null,
    ics text not null
);

create table released_trend (
    theme text primary key,
    fact jsonb not null
);
