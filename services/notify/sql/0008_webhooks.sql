-- Where a sender wants a hint that something changed. Whose changes: those of ``authority_codes``; null: of all.
create table webhook (
    sender text primary key,
    url text not null,
    authority_codes text[],
    made_at timestamptz not null,
    last_delivered_at timestamptz,
    last_failure text
);

create table webhook_secret (
    id uuid primary key,
    sender text not null references webhook (sender) on delete cascade,
    wrapped text not null,
    made_at timestamptz not null
);

create index webhook_secret_by_sender on webhook_secret (sender, made_at);

create table webhook_delivery (
    id uuid primary key,
    sender text not null references webhook (sender) on delete cascade,
    number bigint not null,
    reference text not null,
    made_at timestamptz not null,
    attempts int not null default 0,
    due_at timestamptz not null,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
    last_failure text,
    unique (sender, number)
);

create index webhook_delivery_due on webhook_delivery (due_at) where state = 'waiting';
create index webhook_delivery_by_sender on webhook_delivery (sender, state);
