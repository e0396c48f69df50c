create table reception (id uuid primary key, state jsonb not null);
create index reception_by_letter on reception ((state->'about'->>'letter_id'));

-- They are made again, wider.
-- squawk-ignore ban-drop-constraint
alter table delivery drop constraint delivery_kind_check;
alter table delivery add constraint delivery_kind_check
check (kind in ('letter', 'invitation', 'request', 'reminder', 'notice')) not valid;
-- squawk-ignore ban-drop-constraint
alter table delivery drop constraint delivery_status_check;
alter table delivery add constraint delivery_status_check
check (status in ('due', 'sent', 'delivered', 'failed', 'stopped')) not valid;
