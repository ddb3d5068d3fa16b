-- The tables of Workflows for Spring Boot on SQLite, version 1.
--
-- Names and meanings are a contract for people who write SQL against these tables; new versions only add.
-- Writing to them by hand is not supported: the engine decides by fence, owner and due_at.
--
-- All times are epoch milliseconds by the clock that SQLite asks. All payloads are JSON, kept as text because the
-- engine never looks into them. UUIDs are text of 36 characters in lower case. There are no foreign keys: every child
-- key begins with the instance's key, and whoever removes an instance removes its children in the same transaction.
--
-- Run it in one transaction. It enters its own version, so it may be run by hand or by a migration tool as well.

-- One row for each version that was applied.
create table workflow_schema (
	version integer not null primary key,
	-- the script that was run
	script text not null,
	-- the oldest version of the library's tables whose nodes may still work on these: what a rolling upgrade needs
	compatible_from integer not null,
	applied_at integer not null
) strict;

-- One row for each instance of a workflow.
create table workflow_instance (
	-- UUIDv7, made by whoever created the instance; so the order of keys is the order of creation
	instance_key text not null,
	-- the workflow's name
	workflow text not null,
	-- the instance's id, unique within the workflow; case and blanks count
	id text not null,
	-- the number of the run, from 1; a restart begins a new one
	run integer not null,
	-- queued, running, waiting, paused, waitingForPause, rollingBack, complete, errored or terminated
	status text not null,
	-- what the instance was created with, and its SHA-256 in hexadecimal
	params text,
	params_hash text not null,
	-- what the run ended with: a result, or an error
	output text,
	error text,
	-- what created it: api, binding
	trigger_source text not null,
	-- grows whenever the row changes hands; a commit under another fence is refused
	fence integer not null,
	-- the node that executes it (workflow_node.owner); null if none does
	owner text,
	-- when the engine must look at it next; only where there is no owner, null if never
	due_at integer,
	-- grows with every wish that the owner must hear of
	signal_count integer default 0 not null,
	-- how often its node died without progress in between
	crash_count integer default 0 not null,
	-- how long it has been paused in all, in milliseconds; added to stored deadlines
	paused_total integer default 0 not null,
	created_at integer not null,
	-- when the run first began, and when it ended
	started_at integer,
	ended_at integer,
	primary key (instance_key),
	constraint workflow_instance_id unique (workflow, id)
) strict;

-- What is due.
create index workflow_instance_due on workflow_instance (due_at) where owner is null and due_at is not null;

-- What a node owns.
create index workflow_instance_owner on workflow_instance (owner) where owner is not null;

-- Lists, the newest first.
create index workflow_instance_list on workflow_instance (workflow, instance_key);

-- One row for each recorded verb. A step is inserted when it has ended for good; a sleep is inserted when it begins,
-- and finished in place.
create table workflow_step (
	instance_key text not null,
	-- the parallel branch it belongs to; empty for the workflow itself
	scope text not null,
	-- run or sleep
	kind text not null,
	-- its name
	name text not null,
	-- the how-manieth use of kind and name in its scope, from 1
	name_count integer not null,
	-- the order of first start within the instance, with gaps
	seq integer not null,
	-- the options in force
	options text,
	-- when its first attempt began, and when it ended
	started_at integer not null,
	ended_at integer,
	-- 1 if it succeeded, 0 if it failed for good, null while it is open
	success integer,
	-- when a sleep ends, in active time: workflow_instance.paused_total is to be added
	deadline integer,
	output text,
	error text,
	-- the number of the attempt that ended it, 0 for a sleep, and when that attempt began
	attempts integer not null,
	attempt_started_at integer,
	-- the fence under which it was written, and the commit that wrote it
	fence integer not null,
	token text not null,
	primary key (instance_key, scope, kind, name, name_count)
) strict;

-- Attempts of steps, only ever inserted: a row when one begins, where that is worth knowing, and a row when it fails.
create table workflow_attempt (
	-- the step, as in workflow_step
	instance_key text not null,
	scope text not null,
	kind text not null,
	name text not null,
	name_count integer not null,
	-- the number of the attempt, from 1
	attempt integer not null,
	-- 0 = it has begun, 1 = it has failed
	phase integer not null,
	-- the order of the step's first start within the instance
	seq integer not null,
	-- the step's options, if this row recorded them
	options text,
	started_at integer not null,
	-- when it failed, what with, and when the next may begin, in active time; null if there is none
	ended_at integer,
	error text,
	retry_at integer,
	-- the fence under which it was written, and the commit that wrote it
	fence integer not null,
	token text not null,
	primary key (instance_key, scope, kind, name, name_count, attempt, phase)
) strict;

-- One row for each engine that is running. Without its row a node is dead, and what it owned is freed.
create table workflow_node (
	-- new at each start
	owner text not null primary key,
	-- the process, for an embedded store that belongs to one
	process text not null,
	-- grows with every renewal
	heartbeat integer not null,
	-- when the lease is over
	lease_until integer not null,
	registered_at integer not null
) strict;

insert into workflow_schema (version, script, compatible_from, applied_at)
values (1, 'V1__create.sql', 1, cast(strftime('%s', 'now') as integer) * 1000);
