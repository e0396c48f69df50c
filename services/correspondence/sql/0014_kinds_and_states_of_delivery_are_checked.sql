alter table delivery validate constraint delivery_kind_check;
alter table delivery validate constraint delivery_status_check;
