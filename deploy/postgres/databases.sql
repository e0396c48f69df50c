-- Four databases, four owners, four lesser roles, no cross-grants: the same file everywhere.
-- psql takes the passwords from the environment (containers); deploy/local/postgres.py fills them in.
\getenv notify_owner_password NOTIFY_OWNER_PASSWORD
\getenv notify_service_password NOTIFY_SERVICE_PASSWORD
\getenv review_owner_password REVIEW_OWNER_PASSWORD
\getenv review_service_password REVIEW_SERVICE_PASSWORD
\getenv correspondence_owner_password CORRESPONDENCE_OWNER_PASSWORD
\getenv correspondence_service_password CORRESPONDENCE_SERVICE_PASSWORD
\getenv analytics_owner_password ANALYTICS_OWNER_PASSWORD
\getenv analytics_service_password ANALYTICS_SERVICE_PASSWORD

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

-- nobody but the superuser has business in the rest
revoke connect on database postgres from public;
revoke connect on database template1 from public;
