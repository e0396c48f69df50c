-- A further version of a document names the first one; what was taken out of it is said, sealed.
alter table document
add column version_of uuid,
add column sealed_redaction text;

create index document_by_version on document (version_of) where version_of is not null;
