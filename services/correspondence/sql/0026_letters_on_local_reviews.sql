-- A letter is made from a decision, or from what was told of a local review and what a person wrote about it.
alter table letter_source
add column kind text not null default 'decision',
add column local_review jsonb,
alter column decision drop not null;

alter table letter_source add constraint letter_source_kind_check check (
    (kind = 'decision' and decision is not null and local_review is null)
    or (kind = 'local_review' and local_review is not null and decision is null)
) not valid;
