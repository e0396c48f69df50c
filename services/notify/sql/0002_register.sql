create table authority (
    code text primary key,
    gss_code text not null,
    name text not null,
    region_code text not null,
    region_name text not null,
    children_0_17 int,
    police_force text not null,
    icb_code text not null,
    icb_name text not null,
    valid_from date not null,
    valid_to date,
    made_up boolean not null
);

create table partnership (
    slug text primary key,
    name text not null,
    region_code text not null,
    region_name text not null,
    authority_codes text[] not null,
    organisations jsonb not null,
    valid_from date not null,
    valid_to date,
    made_up boolean not null
);

create index partnership_by_authority on partnership using gin (authority_codes);
