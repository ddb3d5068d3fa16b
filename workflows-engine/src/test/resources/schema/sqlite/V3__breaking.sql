-- A change that nodes of version 1 and 2 cannot work on.
update migrated set note = 'third';
insert into workflow_schema values (3, 'V3__breaking.sql', 3, 0);
