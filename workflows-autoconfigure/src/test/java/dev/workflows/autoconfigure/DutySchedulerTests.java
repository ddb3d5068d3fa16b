package dev.workflows.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.dispatch.Duty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DutyScheduler}.
 */
class DutySchedulerTests {

	private final DutyScheduler scheduler = new DutyScheduler();

	@AfterEach
	void stop() {
		this.scheduler.stop();
	}

	@Test
	void dutyComesAgainAfterTheTimeItAsksFor() throws InterruptedException {
		CountDownLatch often = new CountDownLatch(5);
		AtomicInteger seldom = new AtomicInteger();
		this.scheduler.start(List.of(duty("often", Duration.ofMillis(1), often::countDown),
				duty("seldom", Duration.ofHours(1), seldom::incrementAndGet)));
		assertThat(often.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(seldom).hasValueLessThanOrEqualTo(1);
	}

	@Test
	void dutyThatHangsDoesNotKeepTheOthers() throws InterruptedException {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch other = new CountDownLatch(3);
		this.scheduler.start(List.of(duty("hanging", Duration.ofHours(1), () -> awaitQuietly(release)),
				duty("other", Duration.ofMillis(1), other::countDown)));
		assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
		release.countDown();
	}

	@Test
	void dutiesAreShownWhileTheyAreDriven() {
		assertThat(this.scheduler.getScheduledTasks()).isEmpty();
		this.scheduler.start(List.of(duty("poll", Duration.ofHours(1), () -> {
		})));
		assertThat(this.scheduler.getScheduledTasks()).singleElement()
			.satisfies((task) -> assertThat(task.getTask()).hasToString("workflows.poll"));
		this.scheduler.stop();
		assertThat(this.scheduler.getScheduledTasks()).isEmpty();
	}

	@Test
	void canBeStartedAgain() throws InterruptedException {
		CountDownLatch first = new CountDownLatch(1);
		this.scheduler.start(List.of(duty("first", Duration.ofHours(1), first::countDown)));
		assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
		this.scheduler.stop();
		CountDownLatch second = new CountDownLatch(1);
		this.scheduler.start(List.of(duty("second", Duration.ofHours(1), second::countDown)));
		assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Duty duty(String name, Duration wait, Runnable action) {
		return new Duty() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public Duration run() {
				action.run();
				return wait;
			}

		};
	}

}
