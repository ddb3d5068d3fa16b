package dev.workflows;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads durations as people write them: "3 days", "1 min", "90s", "PT5M", "500 ms". A
 * unit that is not known is an error, never a guess.
 *
 * @since 0.1
 */
public final class Durations {

	private static final Pattern AMOUNT_AND_UNIT = Pattern.compile("([0-9]{1,18}) {0,8}([a-zA-Z]{1,12})");

	private static final int LONGEST_TEXT = 64;

	private Durations() {
	}

	/**
	 * Parses a duration.
	 * @param text a whole number and a unit (ms, s, sec, second, m, min, minute, h, hr,
	 * hour, d, day, w, week, month of 30 days, year of 365 days; plural too), or ISO-8601
	 * @return the duration, not negative
	 * @throws WorkflowValidationException (WF-2306) if the text is neither
	 */
	public static Duration parse(String text) {
		if (text != null && text.length() <= LONGEST_TEXT) {
			try {
				Duration duration = parseKnown(text.trim());
				if (duration != null && !duration.isNegative()) {
					return duration;
				}
			}
			catch (DateTimeException | ArithmeticException ex) {
				// falls through to the message that shows what is accepted
			}
		}
		throw new WorkflowValidationException("WF-2306", "duration " + Names.quoted(text)
				+ " is not understood; write \"3 days\", \"90s\", \"P3D\" or \"PT5M\"");
	}

	private static @Nullable Duration parseKnown(String text) {
		if (text.startsWith("P") || text.startsWith("p")) {
			return Duration.parse(text);
		}
		Matcher matcher = AMOUNT_AND_UNIT.matcher(text);
		if (!matcher.matches()) {
			return null;
		}
		Duration unit = unit(matcher.group(2).toLowerCase(Locale.ROOT));
		return (unit != null) ? unit.multipliedBy(Long.parseLong(matcher.group(1))) : null;
	}

	private static @Nullable Duration unit(String word) {
		return switch (word) {
			case "ms", "milli", "millis", "millisecond", "milliseconds" -> Duration.ofMillis(1);
			case "s", "sec", "secs", "second", "seconds" -> Duration.ofSeconds(1);
			case "m", "min", "mins", "minute", "minutes" -> Duration.ofMinutes(1);
			case "h", "hr", "hrs", "hour", "hours" -> Duration.ofHours(1);
			case "d", "day", "days" -> Duration.ofDays(1);
			case "w", "week", "weeks" -> Duration.ofDays(7);
			case "month", "months" -> Duration.ofDays(30);
			case "year", "years" -> Duration.ofDays(365);
			default -> null;
		};
	}

}
