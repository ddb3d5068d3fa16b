package dev.workflows.runtime;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Interrupts reach the inside of the window and nothing else.
 */
class InterruptWindowTests {

	private final InterruptWindow window = new InterruptWindow();

	@AfterEach
	void clear() {
		Thread.interrupted();
	}

	@Test
	void anInterruptReachesTheInside() {
		long stay = this.window.enter();
		assertThat(this.window.interrupt(stay)).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.window.leave();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void nobodyIsInterruptedOutside() {
		assertThat(this.window.interrupt()).isFalse();
		this.window.enter();
		this.window.leave();
		assertThat(this.window.interrupt()).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void aLateInterruptDoesNotMeetTheNextStay() {
		long first = this.window.enter();
		this.window.leave();
		long second = this.window.enter();
		assertThat(this.window.interrupt(first)).isFalse();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		assertThat(this.window.interrupt(second)).isTrue();
		this.window.leave();
	}

}
