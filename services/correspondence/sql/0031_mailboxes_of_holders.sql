-- By whom a message was written to: the mailboxes of who left are looked for without reading all that was ever sent.
create index delivery_to_holder on delivery (holder) where mailbox <> '';
