-- An additive change; nodes of version 1 go on.
alter table migrated add column note varchar(10);
update migrated set note = 'second' where note is null;
insert into workflow_schema values (2, 'V2__second.sql', 1, 0);
