-- squawk-ignore-file adding-field-with-default
-- The services stand still while this is applied, and it rewrites one table.
--
-- By which a case is found: its reference as a whole and in parts, its authority, its partnership, its themes.
-- A word is found by how it begins: no extension is needed for that.
create function case_words(reference text, authority text, partnership text, themes text[])
returns tsvector language sql immutable as $$
    select array_to_tsvector(array_remove(
        regexp_split_to_array(lower(reference || ' ' || authority || ' ' || partnership), '[^[:alnum:]]+')
        || ltrim(split_part(reference, '-', 3), '0') || themes,
        ''
    ))
$$;

alter table case_view add column themes text[] not null default '{}';

update case_view c set themes = array(
    select 'theme/' || theme from jsonb_array_elements_text(f.features->'themes') theme
)
from case_feature f where f.incident_id = c.incident_id and f.features ? 'themes';

alter table case_view add column words tsvector
generated always as (case_words(reference, authority_name, partnership, themes)) stored;

create index case_view_by_words on case_view using gin (words);
