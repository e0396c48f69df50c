create table case_file (
    incident_id uuid primary key,
    reference text not null unique,
    authority_code text not null,
    authority_name text not null,
    partnership text not null,
    region_code text not null,
    notified_on date not null,
    state_version int not null default 0
);

create table rapid_review (id uuid primary key, state jsonb not null);
create table consideration (id uuid primary key, state jsonb not null);
create table request (id uuid primary key, state jsonb not null);
create table lcspr (id uuid primary key, state jsonb not null);
create table dialogue (id uuid primary key, state jsonb not null);
create table meeting (id uuid primary key, state jsonb not null);
