create table if not exists workflow_schema (version integer not null primary key, script varchar(100) not null, compatible_from integer not null, applied_at bigint not null);
create table if not exists migrated (id integer not null primary key);
insert into workflow_schema select 1, 'V1__first.sql', 1, 0 where not exists (select 1 from workflow_schema where version = 1);
