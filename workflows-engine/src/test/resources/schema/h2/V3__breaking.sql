-- A change that nodes of version 1 and 2 cannot work on.
update migrated set note = 'third';
insert into workflow_schema select 3, 'V3__breaking.sql', 3, 0 where not exists (select 1 from workflow_schema where version = 3);
