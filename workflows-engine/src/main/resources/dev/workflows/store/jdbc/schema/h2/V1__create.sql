-- The tables of Workflows for Spring Boot on H2, version 1.
--
-- Names and meanings are a contract for people who write SQL against these tables; new versions only add.
-- Writing to them by hand is not supported: the engine decides by fence, owner and due_at.
--
-- All times are epoch milliseconds by the database's clock. All payloads are JSON, kept as text because the engine
-- never looks into them. There are no foreign keys: every child key begins with the instance's key, and whoever
-- removes an instance removes its children in the same transaction.
--
-- H2 commits at each DDL statement, so a script may be cut short: every statement
-- here can be run again. It enters its own version, so it may be run by hand or by a migration tool as well.
--
-- varchar_casesensitive is varchar, also where the database was set to IGNORECASE.

-- One row for each version that was applied.
create table if not exists workflow_schema (
	version integer not null primary key,
	-- the script that was run
	script varchar(100) not null,
	-- the oldest version of the library's tables whose nodes may still work on these: what a rolling upgrade needs
	compatible_from integer not null,
	applied_at bigint not null
);

-- One row for each instance of a workflow.
create table if not exists workflow_instance (
	-- UUIDv7, made by whoever created the instance; so the order of keys is the order of creation
	instance_key uuid not null,
	-- the workflow's name
	workflow varchar_casesensitive(64) not null,
	-- the instance's id, unique within the workflow; case and blanks count
	id varchar_casesensitive(100) not null,
	-- the number of the run, from 1; a restart begins a new one
	run integer not null,
	-- queued, running, waiting, paused, waitingForPause, rollingBack, complete, errored or terminated
	status varchar_casesensitive(20) not null,
	-- what the instance was created with, and its SHA-256 in hexadecimal
	params varchar(1048576),
	params_hash char(64) not null,
	-- what the run ended with: a result, or an error
	output varchar(1048576),
	error varchar(1048576),
	-- what created it: api, binding
	trigger_source varchar_casesensitive(20) not null,
	-- grows whenever the row changes hands; a commit under another fence is refused
	fence bigint not null,
	-- the node that executes it (workflow_node.owner); null if none does
	owner uuid,
	-- when the engine must look at it next; only where there is no owner, null if never
	due_at bigint,
	-- grows with every wish that the owner must hear of
	signal_count bigint default 0 not null,
	-- how often its node died without progress in between
	crash_count integer default 0 not null,
	-- how long it has been paused in all, in milliseconds; added to stored deadlines
	paused_total bigint default 0 not null,
	created_at bigint not null,
	-- when the run first began, and when it ended
	started_at bigint,
	ended_at bigint,
	primary key (instance_key),
	constraint workflow_instance_id unique (workflow, id)
);

-- What is due.
create index if not exists workflow_instance_due on workflow_instance (due_at, workflow);

-- What a node owns.
create index if not exists workflow_instance_owner on workflow_instance (owner);

-- Lists, the newest first.
create index if not exists workflow_instance_list on workflow_instance (workflow, instance_key);

-- One row for each recorded verb. A step is inserted when it has ended for good; a sleep is inserted when it begins,
-- and finished in place.
create table if not exists workflow_step (
	instance_key uuid not null,
	-- the parallel branch it belongs to; empty for the workflow itself
	scope varchar_casesensitive(200) not null,
	-- run or sleep
	kind varchar_casesensitive(20) not null,
	-- its name; at most 256 characters, which H2 counts double beyond the basic plane
	name varchar_casesensitive(512) not null,
	-- the how-manieth use of kind and name in its scope, from 1
	name_count integer not null,
	-- the order of first start within the instance, with gaps
	seq bigint not null,
	-- the options in force
	options varchar(1048576),
	-- when its first attempt began, and when it ended
	started_at bigint not null,
	ended_at bigint,
	-- 1 if it succeeded, 0 if it failed for good, null while it is open
	success smallint,
	-- when a sleep ends, in active time: workflow_instance.paused_total is to be added
	deadline bigint,
	output varchar(1048576),
	error varchar(1048576),
	-- the number of the attempt that ended it, 0 for a sleep, and when that attempt began
	attempts integer not null,
	attempt_started_at bigint,
	-- the fence under which it was written, and the commit that wrote it
	fence bigint not null,
	token uuid not null,
	primary key (instance_key, scope, kind, name, name_count)
);

-- Attempts of steps, only ever inserted: a row when one begins, where that is worth knowing, and a row when it fails.
create table if not exists workflow_attempt (
	-- the step, as in workflow_step
	instance_key uuid not null,
	scope varchar_casesensitive(200) not null,
	kind varchar_casesensitive(20) not null,
	name varchar_casesensitive(512) not null,
	name_count integer not null,
	-- the number of the attempt, from 1
	attempt integer not null,
	-- 0 = it has begun, 1 = it has failed
	phase smallint not null,
	-- the order of the step's first start within the instance
	seq bigint not null,
	-- the step's options, if this row recorded them
	options varchar(1048576),
	started_at bigint not null,
	-- when it failed, what with, and when the next may begin, in active time; null if there is none
	ended_at bigint,
	error varchar(1048576),
	retry_at bigint,
	-- the fence under which it was written, and the commit that wrote it
	fence bigint not null,
	token uuid not null,
	primary key (instance_key, scope, kind, name, name_count, attempt, phase)
);

-- One row for each engine that is running. Without its row a node is dead, and what it owned is freed.
create table if not exists workflow_node (
	-- new at each start
	owner uuid not null primary key,
	-- the process, for an embedded store that belongs to one
	process varchar(100) not null,
	-- grows with every renewal
	heartbeat bigint not null,
	-- when the lease is over
	lease_until bigint not null,
	registered_at bigint not null
);

insert into workflow_schema (version, script, compatible_from, applied_at)
select 1, 'V1__create.sql', 1, cast(extract(epoch from current_timestamp) * 1000 as bigint)
where not exists (select 1 from workflow_schema where version = 1);
