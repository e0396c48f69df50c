create index letter_waiting on letter (id) where state->>'status' in ('drafted', 'prepared');

create index case_view_by_due on case_view (next_due, reference);
create index case_view_by_region on case_view (region_code, stage, next_due);

create index invitation_by_incident on invitation (incident_id);
create index task_by_incident on task (incident_id, opened_at);
create index reply_by_letter on reply (letter_id, received_at);
