-- "changes": how often something of it was changed, which is the invitation's sequence number. "sealed_link": where to join.
alter table invitation add column minutes int not null default 60;
update invitation set minutes = extract(epoch from (
    to_timestamp(substring(ics from 'DTEND:([0-9]{8}T[0-9]{6})'), 'YYYYMMDD"T"HH24MISS')
    - to_timestamp(substring(ics from 'DTSTART:([0-9]{8}T[0-9]{6})'), 'YYYYMMDD"T"HH24MISS')
))::int / 60
where ics ~ 'DTSTART:[0-9]{8}T[0-9]{6}' and ics ~ 'DTEND:[0-9]{8}T[0-9]{6}';
alter table invitation add column changes int not null default 0;
alter table invitation add column called_off boolean not null default false;
alter table invitation add column sealed_link text;
