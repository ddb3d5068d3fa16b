alter table migrated add column note varchar(10);
update nowhere set note = 'second';
insert into workflow_schema values (2, 'V2__broken.sql', 1, 0);
