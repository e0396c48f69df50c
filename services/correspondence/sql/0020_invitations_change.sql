-- "changes": how often something of it was changed, which is the invitation's sequence number. "sealed_link": where to join.
alter table invitation add column minutes int not null default 60;
alter table invitation add column changes int not null default 0;
alter table invitation add column called_off boolean not null default false;
alter table invitation add column sealed_link text;
