-- A letter is made from a decision, or from what was told of a local review and what a person wrote about it.
alter table letter_source
add column kind text not null default 'decision',
add column local_review jsonb;

alter table letter_source add constraint letter_source_kind_check check (
    (kind = 'decision' and local_review is null)
    or (kind = 'local_review' and local_review is not null and decision = '{}')
) not valid;
