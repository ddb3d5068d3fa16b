package dev.workflows.test.model;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.StoreUnavailableException;
import dev.workflows.store.ControlRequest;
import dev.workflows.store.ControlResult;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import org.jspecify.annotations.Nullable;

/**
 * What applications do to instances: create and control, each within a transaction. A
 * database would wait for a row that another transaction holds; the model answers at once
 * that it cannot.
 */
final class ModelApplications {

	private final ModelTables tables;

	ModelApplications(ModelTables tables) {
		this.tables = tables;
	}

	List<CreateResult> create(ModelTransaction transaction, @Nullable UUID owner, int claim,
			List<NewInstance> instances, long now) {
		List<CreateResult> results = new ArrayList<>();
		for (int i = 0; i < instances.size(); i++) {
			UUID claimer = (i < claim && owner != null && this.tables.nodes.containsKey(owner)) ? owner : null;
			results.add(create(transaction, claimer, owner, instances.get(i), now));
		}
		return results;
	}

	private CreateResult create(ModelTransaction transaction, @Nullable UUID claimer, @Nullable UUID caller,
			NewInstance instance, long now) {
		if (!this.tables.tryLock(ModelTables.idOf(instance), transaction)) {
			throw locked();
		}
		ModelRow existing = this.tables.find(transaction, instance.workflow(), instance.id());
		if (existing == null) {
			return insert(transaction, claimer, instance, now);
		}
		if (existing.key().equals(instance.key())) {
			boolean ours = caller != null && existing.fence == 0 && caller.equals(existing.owner);
			return new CreateResult.Created(ours ? existing.claimed(now) : null);
		}
		return new CreateResult.Existing(existing.key(), existing.status(),
				existing.created.paramsHash().equals(instance.paramsHash()));
	}

	private CreateResult insert(ModelTransaction transaction, @Nullable UUID claimer, NewInstance instance, long now) {
		ModelRow row = new ModelRow(instance, now);
		if (claimer != null) {
			row.run(claimer, now);
		}
		transaction.insert(row);
		transaction.record(new Applied(now, Applied.What.CREATE, claimer, row.key(), row.run, 0, row.fence, null,
				row.status(), null, row.dueAt, null));
		return new CreateResult.Created((claimer != null) ? row.claimed(now) : null);
	}

	ControlResult control(ModelTransaction transaction, ControlRequest request, long now) {
		ModelRow found = this.tables.find(transaction, request.workflow(), request.id());
		if (found == null) {
			return new ControlResult.Missing();
		}
		ModelRow row = transaction.lock(found);
		if (row == null) {
			throw locked();
		}
		InstanceStatus before = row.status();
		long fenceBefore = row.fence;
		ControlResult result = switch (request.verb()) {
			case TERMINATE -> terminate(row, now);
			case RESTART -> restart(row, now);
			case DELETE -> delete(transaction, row);
		};
		if (result instanceof ControlResult.Done done) {
			transaction.record(applied(request.verb(), row, fenceBefore, done.fence(), before, now));
		}
		return result;
	}

	private static ControlResult terminate(ModelRow row, long now) {
		InstanceStatus status = row.status();
		if (status == InstanceStatus.TERMINATED) {
			return new ControlResult.Unchanged();
		}
		if (status.isFinished()) {
			return new ControlResult.Refused(status);
		}
		row.stop(InstanceStatus.TERMINATED, now);
		return new ControlResult.Done(row.key(), row.fence);
	}

	private static ControlResult restart(ModelRow row, long now) {
		row.restart(now);
		return new ControlResult.Done(row.key(), row.fence);
	}

	private static ControlResult delete(ModelTransaction transaction, ModelRow row) {
		if (!row.status().isFinished()) {
			return new ControlResult.Refused(row.status());
		}
		transaction.delete(row.key());
		return new ControlResult.Done(row.key(), row.fence + 1);
	}

	private static Applied applied(ControlRequest.Verb verb, ModelRow row, long fenceBefore, long fence,
			InstanceStatus before, long now) {
		Applied.What what = switch (verb) {
			case TERMINATE -> Applied.What.TERMINATE;
			case RESTART -> Applied.What.RESTART;
			case DELETE -> Applied.What.DELETE;
		};
		InstanceStatus after = (what != Applied.What.DELETE) ? row.status() : null;
		return new Applied(now, what, null, row.key(), row.run, fenceBefore, fence, before, after, null, row.dueAt,
				null);
	}

	private static StoreUnavailableException locked() {
		return new StoreUnavailableException(StoreUnavailableException.Applied.NO,
				"another transaction holds the instance; try again", null);
	}

}
