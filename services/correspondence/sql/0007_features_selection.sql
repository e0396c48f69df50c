create table case_feature (
    incident_id uuid primary key,
    features jsonb not null default '{}',
    decided_on date,
    use text not null default 'plain'
);

create index case_feature_decided on case_feature (decided_on desc) where decided_on is not null;

create table selection_entry (
    id uuid primary key,
    logged_on date not null,
    fact jsonb not null
);

create index selection_entry_by_day on selection_entry (logged_on desc, id);
