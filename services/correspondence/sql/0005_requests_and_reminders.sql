-- It is made again, wider.
-- squawk-ignore ban-drop-constraint
alter table delivery drop constraint delivery_kind_check;
alter table delivery add constraint delivery_kind_check
check (kind in ('letter', 'invitation', 'request', 'reminder')) not valid;
