package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.store.AttemptRow;
import dev.workflows.store.Claimed;
import dev.workflows.store.ControlRequest.Verb;
import dev.workflows.store.History;
import dev.workflows.store.StepRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A history is what was recorded, in order, whole or known to be a beginning.
 */
abstract class HistoryContract extends TakeoverContract {

	@Test
	void newInstanceHasAnEmptyCompleteHistory() {
		Claimed claimed = running("a");
		assertThat(history(claimed)).isEqualTo(new History(claimed.key(), claimed.fence(), List.of(), List.of(), true));
	}

	@Test
	void historyHasTheSameStepsAsTheStory() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("pay", 1));
		commit(CommitBuilder.by(claimed).sleeps("nap", 2, 100));
		commit(CommitBuilder.by(claimed)
			.step(CommitBuilder.ended(Keys.scope("left", "pay"), 3))
			.finishes(CommitBuilder.sleep("nap")));
		assertThat(history(claimed))
			.isEqualTo(new History(claimed.key(), claimed.fence(), story("a").steps(), List.of(), true));
		assertThat(history(claimed).steps()).hasSize(3);
	}

	@Test
	void historyIsOrderedBySequenceNotByEnd() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).ends("third", 30));
		commit(CommitBuilder.by(claimed).ends("first", 10));
		commit(CommitBuilder.by(claimed).ends("second", 20));
		assertThat(history(claimed).steps()).extracting(StepRow::seq).containsExactly(10L, 20L, 30L);
		assertThat(story("a").steps()).extracting(StepRow::seq).containsExactly(10L, 20L, 30L);
	}

	@Test
	void historiesComeInTheOrderOfTheirKeys() {
		Claimed a = running("a");
		Claimed b = running("b");
		Claimed c = running("c");
		commit(CommitBuilder.by(b).ends("pay", 1));
		List<History> histories = fixture().store().histories(List.of(c.key(), a.key(), b.key()), 100);
		assertThat(histories).extracting(History::instance).containsExactly(c.key(), a.key(), b.key());
		assertThat(histories).extracting((history) -> history.steps().size()).containsExactly(0, 0, 1);
	}

	@Test
	void historyOfAnUnknownInstanceIsEmpty() {
		UUID unknown = UUID.randomUUID();
		assertThat(fixture().store().histories(List.of(unknown), 10))
			.containsExactly(new History(unknown, -1, List.of(), List.of(), true));
		assertThat(fixture().store().histories(List.of(), 10)).isEmpty();
	}

	@Test
	void historyHasTheAttemptsOfOpenSteps() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).fails("pay", 5, 1, 100L));
		commit(CommitBuilder.by(claimed).attempt(CommitBuilder.begun(CommitBuilder.run("pay"), 5, 2)));
		commit(CommitBuilder.by(claimed).attempt(CommitBuilder.begun(CommitBuilder.run("early"), 2, 1)));
		List<AttemptRow> attempts = history(claimed).attempts();
		assertThat(attempts).isEqualTo(story("a").attempts());
		assertThat(attempts).extracting(AttemptRow::seq).containsExactly(2L, 5L, 5L);
		assertThat(attempts).extracting(AttemptRow::attempt).containsExactly(1, 1, 2);
	}

	@Test
	void attemptsOfEndedStepsAreOnlyInTheStory() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).fails("pay", 1, 1, 100L));
		commit(CommitBuilder.by(claimed).fails("ship", 2, 1, 100L));
		commit(CommitBuilder.by(claimed).step(CommitBuilder.ended(CommitBuilder.run("pay"), 1)));
		assertThat(history(claimed).attempts()).extracting((attempt) -> attempt.key().name()).containsExactly("ship");
		assertThat(story("a").attempts()).hasSize(2);
	}

	@Test
	void attemptsOfTheSameNameInAnotherScopeStayOpen() {
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed).attempt(CommitBuilder.failed(Keys.scope("left", "pay"), 1, 1, 100L)));
		commit(CommitBuilder.by(claimed).attempt(CommitBuilder.failed(Keys.count("pay", 2), 2, 1, 100L)));
		commit(CommitBuilder.by(claimed).ends("pay", 3));
		assertThat(history(claimed).attempts()).hasSize(2);
	}

	@Test
	void historyThatDoesNotFitIsABeginningWithAllAttempts() {
		Claimed claimed = withSteps("a", 7);
		commit(CommitBuilder.by(claimed).fails("open", 99, 1, 100L));
		History history = fixture().store().histories(List.of(claimed.key()), 4).get(0);
		assertThat(history.complete()).isFalse();
		assertThat(history.steps().size()).isLessThanOrEqualTo(4);
		assertThat(history.steps()).isEqualTo(story("a").steps().subList(0, history.steps().size()));
		assertThat(history.attempts()).hasSize(1);
	}

	@Test
	void historyThatJustFitsIsComplete() {
		Claimed claimed = withSteps("a", 7);
		History history = fixture().store().histories(List.of(claimed.key()), 7).get(0);
		assertThat(history.complete()).isTrue();
		assertThat(history.steps()).hasSize(7);
	}

	@Test
	void manyHistoriesShareTheBudgetAndAreCompletedByPages() {
		List<Claimed> claimed = List.of(withSteps("a", 3), withSteps("b", 9), withSteps("c", 0), withSteps("d", 5));
		List<UUID> keys = claimed.stream().map(Claimed::key).toList();
		for (int budget : new int[] { 1, 3, 4, 12, 16, 17, 1_000 }) {
			List<History> histories = fixture().store().histories(keys, budget);
			assertThat(histories.stream().mapToInt((history) -> history.steps().size()).sum())
				.isLessThanOrEqualTo(budget);
			for (int i = 0; i < keys.size(); i++) {
				History history = histories.get(i);
				List<StepRow> all = story(claimed.get(i).id()).steps();
				assertThat(history.steps()).isEqualTo(all.subList(0, history.steps().size()));
				assertThat(!history.complete() || history.steps().size() == all.size()).isTrue();
				assertThat(completedByPages(history, 2)).isEqualTo(all);
			}
		}
		assertThat(fixture().store().histories(keys, 17)).allMatch(History::complete);
	}

	@Test
	void pagesOfStepsFollowTheSequence() {
		Claimed claimed = withSteps("a", 5);
		assertThat(fixture().store().steps(claimed.key(), 0, 2)).extracting(StepRow::seq).containsExactly(2L, 4L);
		assertThat(fixture().store().steps(claimed.key(), 4, 2)).extracting(StepRow::seq).containsExactly(6L, 8L);
		assertThat(fixture().store().steps(claimed.key(), 5, 10)).extracting(StepRow::seq).containsExactly(6L, 8L, 10L);
		assertThat(fixture().store().steps(claimed.key(), 10, 10)).isEmpty();
		assertThat(fixture().store().steps(UUID.randomUUID(), 0, 10)).isEmpty();
	}

	@Test
	void historyOfTheNewRunIsEmptyAndTellsTheNewFence() {
		Claimed claimed = withSteps("a", 3);
		commit(CommitBuilder.by(claimed).fails("open", 99, 1, 100L));
		control(Verb.RESTART, "a");
		assertThat(history(claimed))
			.isEqualTo(new History(claimed.key(), claimed.fence() + 1, List.of(), List.of(), true));
	}

	private Claimed withSteps(String id, int steps) {
		Claimed claimed = running(id);
		for (int i = 1; i <= steps; i++) {
			commit(CommitBuilder.by(claimed).ends("step" + i, 2 * i));
		}
		return claimed;
	}

	private History history(Claimed claimed) {
		return fixture().store().histories(List.of(claimed.key()), 1_000).get(0);
	}

	private List<StepRow> completedByPages(History history, int page) {
		List<StepRow> steps = new ArrayList<>(history.steps());
		List<StepRow> next = history.complete() ? List.of() : nextPage(history.instance(), steps, page);
		while (!next.isEmpty()) {
			steps.addAll(next);
			next = nextPage(history.instance(), steps, page);
		}
		return steps;
	}

	private List<StepRow> nextPage(UUID instance, List<StepRow> steps, int page) {
		long after = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).seq();
		return fixture().store().steps(instance, after, page);
	}

}
