package dev.workflows.test.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.workflows.InstanceStatus;
import dev.workflows.store.InstanceRow;
import dev.workflows.store.StatusCount;
import dev.workflows.store.Transition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads find exactly what is there, page by page.
 */
abstract class QueriesContract extends ControlContract {

	@Test
	void unknownInstanceIsNotFound() {
		queued(INVOICES, "a");
		assertThat(fixture().queries().find(ORDERS, "a")).isEmpty();
		assertThat(fixture().queries().story(ORDERS, "a")).isEmpty();
	}

	@Test
	void storyHasTheSameInstanceAsFind() {
		sleeping("a", 100);
		assertThat(story("a").instance()).isEqualTo(row("a"));
	}

	@Test
	void listHasTheNewestFirst() {
		queued("a");
		queued("b");
		queued("c");
		queued(INVOICES, "d");
		assertThat(list(null, null, 10)).extracting(InstanceRow::id).containsExactly("c", "b", "a");
		assertThat(list(null, null, 10)).contains(row("a"));
	}

	@Test
	void listOfAnUnknownWorkflowIsEmpty() {
		queued("a");
		assertThat(fixture().queries().list("unknown", null, null, 10)).isEmpty();
	}

	@Test
	void pagesOfAListMeetWithoutGapOrOverlap() {
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < 25; i++) {
			queued("id" + i);
			expected.add(0, "id" + i);
		}
		List<String> found = new ArrayList<>();
		UUID before = null;
		for (List<InstanceRow> page = list(null, null, 7); !page.isEmpty(); page = list(null, before, 7)) {
			page.forEach((row) -> found.add(row.id()));
			assertThat(page.size()).isLessThanOrEqualTo(7);
			before = page.get(page.size() - 1).key();
		}
		assertThat(found).isEqualTo(expected);
	}

	@Test
	void pagesOfAListAreNotMovedByNewInstances() {
		queued("a");
		queued("b");
		queued("c");
		UUID before = list(null, null, 1).get(0).key();
		queued("d");
		assertThat(list(null, before, 10)).extracting(InstanceRow::id).containsExactly("b", "a");
	}

	@Test
	void listIsFilteredByStatus() {
		queued("a");
		running("b");
		sleeping("c", 100);
		commit(CommitBuilder.by(running("d")).completes());
		running("e");
		assertThat(list(InstanceStatus.RUNNING, null, 10)).extracting(InstanceRow::id).containsExactly("e", "b");
		assertThat(list(InstanceStatus.WAITING, null, 10)).extracting(InstanceRow::id).containsExactly("c");
		assertThat(list(InstanceStatus.ERRORED, null, 10)).isEmpty();
		assertThat(list(InstanceStatus.RUNNING, row("e").key(), 10)).extracting(InstanceRow::id).containsExactly("b");
	}

	@Test
	void countsAreByWorkflowAndStatus() {
		queued("a");
		queued("b");
		queued(INVOICES, "c");
		commit(CommitBuilder.by(running("d")).to(new Transition.Fail("{}")));
		assertThat(fixture().queries().counts()).containsExactlyInAnyOrder(
				new StatusCount(ORDERS, InstanceStatus.QUEUED, 2), new StatusCount(INVOICES, InstanceStatus.QUEUED, 1),
				new StatusCount(ORDERS, InstanceStatus.ERRORED, 1));
	}

	@Test
	void emptyStoreHasNoCounts() {
		assertThat(fixture().queries().counts()).isEmpty();
	}

	@Test
	void statusOfAnotherVersionIsShownAsUnknown() {
		fixture().setStatus(queued("a").key(), "archived");
		queued("b");
		assertThat(row("a").status()).isEqualTo(InstanceStatus.UNKNOWN);
		assertThat(story("a").instance().status()).isEqualTo(InstanceStatus.UNKNOWN);
		assertThat(list(null, null, 10)).extracting(InstanceRow::status)
			.containsExactly(InstanceStatus.QUEUED, InstanceStatus.UNKNOWN);
		assertThat(fixture().queries().counts()).containsExactlyInAnyOrder(
				new StatusCount(ORDERS, InstanceStatus.QUEUED, 1), new StatusCount(ORDERS, InstanceStatus.UNKNOWN, 1));
	}

	private List<InstanceRow> list(@Nullable InstanceStatus status, @Nullable UUID before, int limit) {
		return fixture().queries().list(ORDERS, status, before, limit);
	}

}
