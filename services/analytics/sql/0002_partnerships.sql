-- Which authorities a partnership has, as the register told last: measures count by authority.
create table partnership (
    slug text not null,
    name text not null,
    region_code text not null,
    region_name text not null,
    authority_code text not null,
    valid_to date,
    primary key (slug, authority_code)
);
