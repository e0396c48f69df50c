-- What became of an incident is read from the state of its case, of which the topic keeps the latest.
delete from became;

-- Who gave a notification away gets the same answer when it asks again.
alter table notification_formerly add column given_to text, add column answer jsonb;

-- One thing that is missing has one name.
update notification
set content = jsonb_set(
    content, '{missing}', replace(content ->> 'missing', 'nhs number', 'NHS number')::jsonb
)
where content ->> 'missing' like '%nhs number%';
