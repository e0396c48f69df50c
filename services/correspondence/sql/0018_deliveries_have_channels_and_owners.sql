-- "unanswered": given up for want of a receipt, which may still come. "holder": who held the role that it went to.
-- "owner": who sees to it if it fails. "address": where paper goes.
alter table delivery add column unanswered boolean not null default false;
alter table delivery add column channel text not null default 'email'
check (channel in ('email', 'portal', 'post'));
alter table delivery add column address text not null default '';
alter table delivery add column holder uuid;
alter table delivery add column owner text;
create index delivery_on_paper on delivery (changed_on) where channel = 'post';
-- The person who sees to it, and the day by which; none where nobody in particular does yet.
alter table task add column owner text;
alter table task add column due_on date;
