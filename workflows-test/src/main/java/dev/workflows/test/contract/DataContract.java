package dev.workflows.test.contract;

import java.util.List;

import dev.workflows.InstanceStatus;
import dev.workflows.store.AttemptWrite;
import dev.workflows.store.Claimed;
import dev.workflows.store.CommitResult;
import dev.workflows.store.CreateResult;
import dev.workflows.store.NewInstance;
import dev.workflows.store.StepKey;
import dev.workflows.store.StepRow;
import dev.workflows.store.StepWrite;
import dev.workflows.store.StoreRejectedException;
import dev.workflows.store.Transition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is stored comes back character by character, and is never taken for anything but
 * data.
 */
abstract class DataContract extends QueriesContract {

	private static final String EMOJI = "\uD83D\uDED2";

	private static final List<String> HOSTILE = List.of("'; drop table workflow_instance; --", "\"quoted\" 'twice'",
			"back\\slash", "percent % and _ and ?", "{d '2026-01-01'} $1 :name #{x} ${y}", "emoji " + EMOJI,
			"\u202Ereversed", "e\u0301 and \u00E9", "\u4E2D\u6587 \u0001", " blanks around ", "\ttab", "");

	@Test
	void namesOfStepsComeBackAsTheyAre() {
		Claimed claimed = running("a");
		long seq = 0;
		for (String name : HOSTILE) {
			assertThat(commit(CommitBuilder.by(claimed).ends(name, ++seq))).isInstanceOf(CommitResult.Applied.class);
		}
		assertThat(story("a").steps()).extracting((step) -> step.key().name()).containsExactlyElementsOf(HOSTILE);
		assertThat(historySteps(claimed)).extracting((step) -> step.key().name()).containsExactlyElementsOf(HOSTILE);
	}

	@Test
	void payloadsComeBackAsTheyAre() {
		for (String text : HOSTILE) {
			fixture().reset();
			fixture().store().registerNode(this.node, "process", LEASE);
			NewInstance created = new NewInstance(newKey(), ORDERS, "a", text, hash('a'), "api");
			fixture().store().create(this.node, 0, List.of(created));
			Claimed claimed = claimOne();
			assertThat(claimed.params()).isEqualTo(text);
			commit(CommitBuilder.by(claimed)
				.step(new StepWrite.Ended(CommitBuilder.run("pay"), 1, text, null, 1, 0, true, text, text)));
			commit(CommitBuilder.by(claimed).to(new Transition.Complete(text)));
			assertThat(story("a").params()).isEqualTo(text);
			assertThat(story("a").output()).isEqualTo(text);
			assertThat(onlyStep("a").options()).isEqualTo(text);
			assertThat(onlyStep("a").output()).isEqualTo(text);
			assertThat(onlyStep("a").error()).isEqualTo(text);
			assertThat(historySteps(claimed)).isEqualTo(story("a").steps());
		}
	}

	@Test
	void errorsAndOptionsOfAttemptsComeBackAsTheyAre() {
		Claimed claimed = running("a");
		int attempt = 0;
		for (String text : HOSTILE) {
			commit(CommitBuilder.by(claimed)
				.attempt(new AttemptWrite.Failed(CommitBuilder.run("pay"), 1, ++attempt, text, null, 0, text, 1L)));
		}
		assertThat(story("a").attempts()).extracting((row) -> row.error()).containsExactlyElementsOf(HOSTILE);
		assertThat(story("a").attempts()).extracting((row) -> row.options()).containsExactlyElementsOf(HOSTILE);
	}

	@Test
	void idsComeBackAsTheyAre() {
		HOSTILE.forEach(this::queued);
		for (String id : HOSTILE) {
			assertThat(row(id).id()).isEqualTo(id);
		}
		assertThat(claim(100)).extracting(Claimed::id).containsExactlyInAnyOrderElementsOf(HOSTILE);
	}

	@Test
	void idsThatDifferInCaseOrBlanksAreDifferent() {
		List<String> ids = List.of("a", "A", "a ", " a", "a  ", "\u00E4", "\u00C4");
		ids.forEach(this::queued);
		for (String id : ids) {
			assertThat(row(id).id()).isEqualTo(id);
		}
		assertThat(fixture().queries().list(ORDERS, null, null, 100)).hasSize(ids.size());
	}

	@Test
	void workflowsThatDifferInCaseAreDifferent() {
		queued("Orders", "a");
		assertThat(fixture().queries().find(ORDERS, "a")).isEmpty();
		assertThat(claim(10)).isEmpty();
	}

	@Test
	void escapesInJsonStayEscapes() {
		String json = "{\"nul\":\"\\u0000\",\"lone\":\"\\ud83d\",\"pair\":\"\\ud83d\\uded2\"}";
		Claimed claimed = running("a");
		commit(CommitBuilder.by(claimed)
			.step(new StepWrite.Ended(CommitBuilder.run("pay"), 1, "{}", null, 1, 0, true, json, null)));
		commit(CommitBuilder.by(claimed).to(new Transition.Complete(json)));
		assertThat(onlyStep("a").output()).isEqualTo(json);
		assertThat(story("a").output()).isEqualTo(json);
	}

	@Test
	void largestPayloadsComeBackWhole() {
		String ascii = "\"" + "x".repeat((1 << 20) - 2) + "\"";
		String wide = "\"" + EMOJI.repeat(((1 << 20) - 2) / 4) + "\"";
		NewInstance created = new NewInstance(newKey(), ORDERS, "a", ascii, hash('a'), "api");
		fixture().store().create(this.node, 0, List.of(created));
		Claimed claimed = claimOne();
		assertThat(ascii.equals(claimed.params())).isTrue();
		commit(CommitBuilder.by(claimed)
			.step(new StepWrite.Ended(CommitBuilder.run("pay"), 1, "{}", null, 1, 0, true, wide, null)));
		commit(CommitBuilder.by(claimed).to(new Transition.Complete(wide)));
		assertThat(ascii.equals(story("a").params())).isTrue();
		assertThat(wide.equals(story("a").output())).isTrue();
		assertThat(wide.equals(onlyStep("a").output())).isTrue();
	}

	@Test
	void longestNamesComeBackWhole() {
		Claimed claimed = running("i".repeat(100));
		String name = EMOJI.repeat(256);
		StepKey key = Keys.scope("s".repeat(200), name);
		assertThat(commit(CommitBuilder.by(claimed).step(CommitBuilder.ended(key, 1))))
			.isInstanceOf(CommitResult.Applied.class);
		assertThat(
				commit(CommitBuilder.by(claimed).attempt(CommitBuilder.failed(CommitBuilder.run(name), 2, 1, 1_000L))))
			.isInstanceOf(CommitResult.Applied.class);
		assertThat(onlyStep("i".repeat(100)).key()).isEqualTo(key);
		assertThat(story("i".repeat(100)).attempts().get(0).key().name()).isEqualTo(name);
	}

	@Test
	void largestNumbersComeBackWhole() {
		Claimed claimed = running("a");
		StepKey key = Keys.count("pay", Integer.MAX_VALUE);
		commit(CommitBuilder.by(claimed)
			.step(new StepWrite.Ended(key, Long.MAX_VALUE, "{}", 1L, Integer.MAX_VALUE, 0, true, null, null)));
		assertThat(onlyStep("a").seq()).isEqualTo(Long.MAX_VALUE);
		assertThat(onlyStep("a").key()).isEqualTo(key);
		assertThat(onlyStep("a").attempts()).isEqualTo(Integer.MAX_VALUE);
		fixture().setSignal(claimed.key(), 1L << 40);
		assertThat(commit(CommitBuilder.by(claimed)))
			.isEqualTo(new CommitResult.Applied(fixture().now(), null, 1L << 40));
	}

	@Test
	void sleepOfAYearIsNotCutShort() {
		long year = 365L * 24 * 60 * 60 * 1_000;
		sleeping("a", year);
		fixture().advance(year - 1);
		fixture().store().renewNode(this.node, LEASE);
		assertThat(claim(10)).isEmpty();
		fixture().advance(1);
		assertThat(claim(10)).hasSize(1);
	}

	@Test
	void instanceThatTheDatabaseRefusesLeavesNothingOfItsBatch() {
		NewInstance bad = new NewInstance(newKey(), ORDERS, "bad", "\"\u0000\"", hash('a'), "api");
		List<NewInstance> batch = List.of(instance("a"), bad, instance("b"));
		Throwable thrown = catchThrowable(() -> assertThat(fixture().store().create(this.node, 0, batch)).hasSize(3)
			.allMatch(new CreateResult.Created(null)::equals));
		if (thrown == null) {
			assertThat(story("bad").params()).isEqualTo(bad.params());
			assertThat(row("b").status()).isEqualTo(InstanceStatus.QUEUED);
		}
		else {
			assertThat(thrown).isInstanceOf(StoreRejectedException.class);
			assertThat(fixture().queries().counts()).isEmpty();
		}
	}

	private List<StepRow> historySteps(Claimed claimed) {
		return fixture().store().histories(List.of(claimed.key()), 1_000).get(0).steps();
	}

}
