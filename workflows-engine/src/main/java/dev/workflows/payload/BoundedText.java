package dev.workflows.payload;

import java.io.IOException;
import java.io.Writer;

/**
 * Collects text up to a limit; beyond it only counts, and gives up when it is out of all
 * proportion. So an endless value costs no memory.
 */
final class BoundedText extends Writer {

	private static final int OUT_OF_PROPORTION = 64;

	private final StringBuilder text = new StringBuilder();

	private final int limit;

	private long bytes;

	BoundedText(int limit) {
		this.limit = limit;
	}

	/** The size so far in UTF-8. */
	long bytes() {
		return this.bytes;
	}

	@Override
	public void write(char[] chars, int offset, int length) throws IOException {
		for (int i = offset; i < offset + length; i++) {
			this.bytes += JsonText.utf8Length(chars[i]);
		}
		if (this.bytes <= this.limit) {
			this.text.append(chars, offset, length);
		}
		else if (this.bytes > (long) this.limit * OUT_OF_PROPORTION) {
			throw new FarTooLargeException();
		}
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
	}

	@Override
	public String toString() {
		return (this.bytes <= this.limit) ? this.text.toString() : "null";
	}

	/** Ends the writing; unchecked, so that nothing wraps it. */
	static final class FarTooLargeException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		FarTooLargeException() {
			super("more than " + OUT_OF_PROPORTION + " times the limit", null, false, false);
		}

	}

}
