-- They are made again, wider.
-- squawk-ignore ban-drop-constraint
alter table delivery drop constraint delivery_kind_check;
alter table delivery add constraint delivery_kind_check
check (kind in ('letter', 'invitation', 'request', 'reminder', 'notice')) not valid;
-- squawk-ignore ban-drop-constraint
alter table delivery drop constraint delivery_status_check;
alter table delivery add constraint delivery_status_check
check (status in ('due', 'sent', 'delivered', 'failed', 'stopped')) not valid;
