create table action_ledger (id uuid primary key, state jsonb not null);

-- Local reviews whose report need no longer be kept available are looked for by this day.
create index lcspr_available_until on lcspr ((state->>'available_until'))
where state->>'status' in ('published', 'improvements_only_published');
