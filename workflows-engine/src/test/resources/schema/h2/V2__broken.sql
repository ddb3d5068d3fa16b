alter table migrated add column if not exists note varchar(10);
update migrated set nothing = 'second';
insert into workflow_schema select 2, 'V2__broken.sql', 1, 0 where not exists (select 1 from workflow_schema where version = 2);
