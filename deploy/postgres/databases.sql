-- Four databases, four owners, four lesser roles, no cross-grants.
-- Passwords come in as psql variables (containers) or are filled in by deploy/local/postgres.py.

create role notify_owner login password :'notify_owner_password';
create role notify_service login password :'notify_service_password';
create database notify owner notify_owner;
revoke all on database notify from public;
grant connect on database notify to notify_service;

create role review_owner login password :'review_owner_password';
create role review_service login password :'review_service_password';
create database review owner review_owner;
revoke all on database review from public;
grant connect on database review to review_service;

create role correspondence_owner login password :'correspondence_owner_password';
create role correspondence_service login password :'correspondence_service_password';
create database correspondence owner correspondence_owner;
revoke all on database correspondence from public;
grant connect on database correspondence to correspondence_service;

create role analytics_owner login password :'analytics_owner_password';
create role analytics_service login password :'analytics_service_password';
create database analytics owner analytics_owner;
revoke all on database analytics from public;
grant connect on database analytics to analytics_service;
