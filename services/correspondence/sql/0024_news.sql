-- An address is kept only as long as its subscription: its messages go with it, and of both only counts stay.
create table subscription (
    id uuid primary key,
    secret uuid not null unique,
    address text not null,
    audience text not null,
    themes text[] not null,
    regions text[] not null,
    asked_at timestamptz not null,
    confirmed_at timestamptz
);

-- one who asks is counted however the address is written; it is written to as typed
create index subscription_by_address on subscription (lower(address));
create index subscription_by_day on subscription (asked_at);

-- What was announced, once; how many messages went out, arrived and did not. None says who read anything.
create table news_item (
    id uuid primary key,
    title text not null,
    address text not null,
    announced_at timestamptz not null,
    sent bigint not null default 0,
    delivered bigint not null default 0,
    failed bigint not null default 0
);

create table news_mail (
    id uuid primary key,
    subscription_id uuid not null references subscription (id) on delete cascade,
    item_id uuid references news_item (id),
    status text not null default 'due' check (status in ('due', 'sent')),
    provider_id text,
    tries bigint not null default 0,
    due_at timestamptz not null default clock_timestamp(),
    opened_at timestamptz not null default clock_timestamp(),
    unique (subscription_id, item_id)
);

create index news_mail_due on news_mail (due_at);

create index timeline_of_reports on timeline (at) where type in (
    'uk.cspr.review.lcspr-published.v1', 'uk.cspr.review.lcspr-improvements-published.v1'
);
