package dev.workflows.runtime;

/**
 * The clock of the JVM.
 *
 * @since 0.1
 */
public final class SystemEngineClock implements EngineClock {

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	@Override
	public long wallMillis() {
		return System.currentTimeMillis();
	}

}
