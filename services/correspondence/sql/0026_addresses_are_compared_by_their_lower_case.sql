-- Written as typed: the part before the @ belongs to its mail server. One who asks is counted however it is written.
drop index subscription_by_address;
create index subscription_by_address on subscription (lower(address));
