-- Notifications that people are still writing. What was typed holds identities, so it is encrypted; the rest is who, when and how far.
create table draft (
    id uuid primary key,
    authority_code text not null,
    started_on date not null,
    started_by text not null,
    started_by_name text not null,
    version int not null,
    holders text[] not null,
    aware_on date,
    reminded_on date,
    saved_at timestamptz not null,
    saved_by_name text not null,
    wrapped_key bytea not null,
    content bytea not null
);

create index draft_by_holder on draft using gin (holders);
create index draft_by_start on draft (started_on);

-- Who did what to a draft: it goes with the draft, and holds nothing that was typed.
create table draft_change (
    draft_id uuid not null references draft (id) on delete cascade,
    version int not null,
    at timestamptz not null,
    by_name text not null,
    what text not null,
    page text not null default '',
    primary key (draft_id, version)
);

-- People who have opened the form here: to them a draft can be handed over.
create table form_person (
    id text primary key,
    name text not null,
    organisation text not null,
    authorities text[] not null,
    partnerships text[] not null,
    seen_on date not null
);

create index form_person_by_partnership on form_person using gin (partnerships);

-- What was sent through the form: the questions as they were asked, the answers sealed under the incident's key.
create table form_sent (
    incident_id uuid primary key references notification (id),
    draft_id uuid not null unique,
    reference text not null,
    form_version text not null,
    questions jsonb not null,
    answers text not null,
    sent_by_name text not null,
    sent_at timestamptz not null
);
