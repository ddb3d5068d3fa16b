create table workflow_schema (version integer not null primary key, script varchar(100) not null, compatible_from integer not null, applied_at bigint not null);
create table migrated (id integer not null primary key);
insert into workflow_schema values (1, 'V1__first.sql', 1, 0);
