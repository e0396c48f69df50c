create table contact (id uuid primary key, state jsonb not null);

create index contact_of_case on contact ((state->>'incident_id'))
where state->>'incident_id' is not null;
create index contact_by_day on contact ((state->>'contact_on'));
create index contact_with_open_actions on contact (id)
where state @? '$.actions[*] ? (@.done_on == null)';

create table last_contact (
    partnership text not null,
    organisation text not null,
    way text not null,
    last_on date not null,
    primary key (partnership, organisation, way)
);

insert into last_contact (partnership, organisation, way, last_on)
select c.partnership, o.code, 'letter', max((t.fact->>'issued_on')::date)
from timeline t join case_view c using (incident_id) join organisation o using (partnership)
where t.type = 'uk.cspr.correspondence.letter-issued.v1'
group by c.partnership, o.code
union all
select c.partnership, o.code, 'reply', max((r.received_at at time zone 'Europe/London')::date)
from reply r join case_view c using (incident_id)
join organisation o on o.partnership = c.partnership and o.partner = r.partner
group by c.partnership, o.code
union all
select c.partnership, o.code, 'meeting', max((t.fact->>'held_on')::date)
from timeline t join case_view c using (incident_id)
join organisation o on o.partnership = c.partnership and t.fact->'attended' ? o.partner
where t.type = 'uk.cspr.review.meeting-held.v1'
group by c.partnership, o.code;
