package dev.workflows.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Commit;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepWrite;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a commit is sent as.
 */
final class CommitColumns {

	/** The row that a commit is of. */
	static final List<Column<Commit>> HEAD = List.of(Column.uuid("instance_key", Commit::instance),
			Column.number("fence", Commit::fence), Column.uuid("token", Commit::token));

	/** What becomes of that row. */
	static final List<Column<Commit>> MOVE = List.of(Column.integer("transition", CommitColumns::transition),
			Column.number("due_at", CommitColumns::dueAt), Column.text("result", CommitColumns::result),
			Column.number("signal_seen", Commit::signalSeen));

	private static final List<Column<Commit>> STEP_KEY = List.of(
			Column.text("s_scope", step((write) -> write.key().scope())),
			Column.text("s_kind", step((write) -> Rows.word(write.key().kind()))),
			Column.text("s_name", step((write) -> write.key().name())),
			Column.integer("s_count", step((write) -> write.key().count())));

	/** The step. Only one that has ended has a number of attempts. */
	static final List<Column<Commit>> STEP = join(STEP_KEY, List.of(Column.number("s_seq", step(StepWrite::seq)),
			Column.text("s_options", ended(StepWrite.Ended::options)),
			Column.number("s_started", ended(StepWrite.Ended::startedAt)),
			Column.integer("s_attempt", ended(StepWrite.Ended::attempt)),
			Column.number("s_millis", CommitColumns::stepMillis), Column.number("s_until", CommitColumns::until),
			Column.integer("s_success", ended((write) -> write.success() ? 1 : 0)),
			Column.text("s_output", ended(StepWrite.Ended::output)),
			Column.text("s_error", ended(StepWrite.Ended::error))));

	private static final List<Column<Commit>> ATTEMPT_KEY = List.of(
			Column.integer("a_phase", attempt((write) -> (write instanceof AttemptWrite.Failed) ? 1 : 0)),
			Column.text("a_scope", attempt((write) -> write.key().scope())),
			Column.text("a_kind", attempt((write) -> Rows.word(write.key().kind()))),
			Column.text("a_name", attempt((write) -> write.key().name())),
			Column.integer("a_count", attempt((write) -> write.key().count())),
			Column.integer("a_attempt", attempt(AttemptWrite::attempt)));

	/** The attempt. */
	static final List<Column<Commit>> ATTEMPT = join(ATTEMPT_KEY,
			List.of(Column.number("a_seq", attempt(AttemptWrite::seq)),
					Column.text("a_options", attempt(AttemptWrite::options)),
					Column.number("a_started", failed(AttemptWrite.Failed::startedAt)),
					Column.number("a_millis", attempt(CommitColumns::attemptMillis)),
					Column.text("a_error", failed(AttemptWrite.Failed::error)),
					Column.number("a_retry", failed(AttemptWrite.Failed::retryMillis))));

	/** What is needed to look what is in a commit's place. */
	static final List<Column<Commit>> PLACE = join(List.of(Column.uuid("instance_key", Commit::instance)), STEP_KEY,
			ATTEMPT_KEY);

	/** A sleep that has ended. */
	static final List<Column<Finished>> FINISHED = List.of(
			Column.uuid("instance_key", (finished) -> finished.commit().instance()),
			Column.text("scope", (finished) -> finished.key().scope()),
			Column.text("kind", (finished) -> Rows.word(finished.key().kind())),
			Column.text("name", (finished) -> finished.key().name()),
			Column.integer("name_count", (finished) -> finished.key().count()));

	private CommitColumns() {
	}

	/** Nothing at all for a commit that does not change the row. */
	private static @Nullable Integer transition(Commit commit) {
		Transition transition = commit.transition();
		if (transition instanceof Transition.Stay) {
			return commit.progress() ? 0 : null;
		}
		if (transition instanceof Transition.Suspend) {
			return 1;
		}
		if (transition instanceof Transition.Complete) {
			return 2;
		}
		return (transition instanceof Transition.Fail) ? 3 : 4;
	}

	private static @Nullable Long dueAt(Commit commit) {
		return (commit.transition() instanceof Transition.Suspend suspend) ? suspend.dueAt() : null;
	}

	private static @Nullable String result(Commit commit) {
		if (commit.transition() instanceof Transition.Complete complete) {
			return complete.output();
		}
		return (commit.transition() instanceof Transition.Fail fail) ? fail.error() : null;
	}

	private static @Nullable Long stepMillis(Commit commit) {
		if (commit.step() instanceof StepWrite.Ended ended) {
			return ended.attemptMillis();
		}
		return (commit.step() instanceof StepWrite.SleepBegun sleep) ? sleep.millis() : null;
	}

	private static @Nullable Long until(Commit commit) {
		return (commit.step() instanceof StepWrite.SleepBegun sleep) ? sleep.until() : null;
	}

	private static long attemptMillis(AttemptWrite write) {
		return (write instanceof AttemptWrite.Begun begun) ? begun.sinceMillis()
				: ((AttemptWrite.Failed) write).tookMillis();
	}

	private static <V> Function<Commit, @Nullable V> step(Function<StepWrite, @Nullable V> value) {
		return (commit) -> {
			StepWrite write = commit.step();
			return (write != null) ? value.apply(write) : null;
		};
	}

	private static <V> Function<Commit, @Nullable V> ended(Function<StepWrite.Ended, @Nullable V> value) {
		return (commit) -> (commit.step() instanceof StepWrite.Ended ended) ? value.apply(ended) : null;
	}

	private static <V> Function<Commit, @Nullable V> attempt(Function<AttemptWrite, @Nullable V> value) {
		return (commit) -> {
			AttemptWrite write = commit.attempt();
			return (write != null) ? value.apply(write) : null;
		};
	}

	private static <V> Function<Commit, @Nullable V> failed(Function<AttemptWrite.Failed, @Nullable V> value) {
		return (commit) -> (commit.attempt() instanceof AttemptWrite.Failed failed) ? value.apply(failed) : null;
	}

	@SafeVarargs
	static List<Column<Commit>> join(List<Column<Commit>>... parts) {
		List<Column<Commit>> all = new ArrayList<>();
		for (List<Column<Commit>> part : parts) {
			all.addAll(part);
		}
		return List.copyOf(all);
	}

	/** A sleep and the commit that ends it. */
	record Finished(Commit commit, StepKey key) {
	}

}
