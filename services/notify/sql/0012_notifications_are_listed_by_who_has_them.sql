create index notification_by_partnership on notification (partnership, notified_at desc);
create index notification_by_time on notification (notified_at desc, id desc);
