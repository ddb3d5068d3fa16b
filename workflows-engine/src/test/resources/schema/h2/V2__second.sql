-- An additive change; nodes of version 1 go on.
alter table migrated add column if not exists note varchar(10);
update migrated set note = 'second' where note is null;
insert into workflow_schema select 2, 'V2__second.sql', 1, 0 where not exists (select 1 from workflow_schema where version = 2);
