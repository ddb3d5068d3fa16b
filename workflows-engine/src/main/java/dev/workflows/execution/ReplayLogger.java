package dev.workflows.execution;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.spi.LocationAwareLogger;

/**
 * A logger that is silent while an instance replays.
 */
final class ReplayLogger extends AbstractLogger {

	private static final long serialVersionUID = 1L;

	private static final String CALLER = AbstractLogger.class.getName();

	private final transient Logger target;

	private final transient InstanceJournal journal;

	ReplayLogger(Logger target, InstanceJournal journal) {
		this.name = target.getName();
		this.target = target;
		this.journal = journal;
	}

	private boolean speaks() {
		return !this.journal.isReplaying();
	}

	@Override
	protected String getFullyQualifiedCallerName() {
		return CALLER;
	}

	@Override
	protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, String message,
			Object @Nullable [] arguments, @Nullable Throwable error) {
		if (this.target instanceof LocationAwareLogger aware) {
			aware.log(marker, CALLER, level.toInt(), message, arguments, error);
			return;
		}
		var event = this.target.atLevel(level).setCause(error);
		if (marker != null) {
			event = event.addMarker(marker);
		}
		event.log(message, arguments);
	}

	@Override
	public boolean isTraceEnabled() {
		return speaks() && this.target.isTraceEnabled();
	}

	@Override
	public boolean isTraceEnabled(Marker marker) {
		return speaks() && this.target.isTraceEnabled(marker);
	}

	@Override
	public boolean isDebugEnabled() {
		return speaks() && this.target.isDebugEnabled();
	}

	@Override
	public boolean isDebugEnabled(Marker marker) {
		return speaks() && this.target.isDebugEnabled(marker);
	}

	@Override
	public boolean isInfoEnabled() {
		return speaks() && this.target.isInfoEnabled();
	}

	@Override
	public boolean isInfoEnabled(Marker marker) {
		return speaks() && this.target.isInfoEnabled(marker);
	}

	@Override
	public boolean isWarnEnabled() {
		return speaks() && this.target.isWarnEnabled();
	}

	@Override
	public boolean isWarnEnabled(Marker marker) {
		return speaks() && this.target.isWarnEnabled(marker);
	}

	@Override
	public boolean isErrorEnabled() {
		return speaks() && this.target.isErrorEnabled();
	}

	@Override
	public boolean isErrorEnabled(Marker marker) {
		return speaks() && this.target.isErrorEnabled(marker);
	}

}
