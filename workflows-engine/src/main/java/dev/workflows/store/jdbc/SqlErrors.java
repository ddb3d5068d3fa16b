package dev.workflows.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import dev.workflows.StoreUnavailableException;
import dev.workflows.StoreUnavailableException.Applied;
import dev.workflows.store.StoreRejectedException;

/**
 * Tells what a database's error means for the engine: whether to wait for the database,
 * whether the write was applied, or whether the data is refused for good.
 * <p>
 * Databases put values into their messages. Ours have only the SQLSTATE and the vendor's
 * code, and where the database's own text may hold values, it is not kept as the cause
 * either.
 */
final class SqlErrors {

	/** SQLSTATEs whose class says something else or too little. */
	private static final Set<String> UNREACHABLE = Set.of("57P03", "08001", "08004", "90013", "90020", "90135",
			"90146");

	private static final Set<String> LOCKED = Set.of("55P03", "HYT00", "90131");

	private static final Set<String> LOST = Set.of("57P01", "57P02", "57P04", "57P05", "25P03", "25P04", "40003",
			"90067", "90098", "90121", "90007");

	private static final Set<String> READ_ONLY = Set.of("25006", "90097");

	private static final Set<String> FULL = Set.of("53100", "90100");

	private static final Set<String> UNDEFINED_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

	private SqlErrors() {
	}

	/**
	 * Makes the engine's exception of a database's.
	 * @param what what was tried, for the message: {@code commit}
	 * @param ex what the database or the driver said
	 * @param mayHaveBeenApplied whether the statement that commits had been sent
	 * @return the exception to throw
	 */
	static RuntimeException translate(String what, SQLException ex, boolean mayHaveBeenApplied) {
		Reason reason = reasonOf(ex);
		SQLException source = source(ex);
		String message = "could not " + what + ": " + reason.text + " (" + codes(source) + ")";
		Throwable cause = reason.quotesValues ? withoutMessage(ex, source) : ex;
		if (reason == Reason.DATA) {
			return new StoreRejectedException(message, cause);
		}
		if (reason == Reason.READ_ONLY || reason == Reason.FULL) {
			return StoreUnavailableException.notWritable(message, cause);
		}
		boolean unknown = mayHaveBeenApplied && !reason.undoes;
		return new StoreUnavailableException(unknown ? Applied.UNKNOWN : Applied.NO, message, cause);
	}

	/**
	 * Returns whether an error says that a table does not exist.
	 * @param ex what the database or the driver said
	 * @return whether it does
	 */
	static boolean isUndefinedTable(SQLException ex) {
		String state = ex.getSQLState();
		if (state != null) {
			return UNDEFINED_TABLE.contains(state);
		}
		// SQLite has one code for all that is wrong with a statement
		return isSqlite(ex) && String.valueOf(ex.getMessage()).contains("no such table");
	}

	/**
	 * Returns whether an error comes of the state of the database and not of the
	 * statement or its data.
	 * @param ex what the database or the driver said
	 * @return whether it does
	 */
	static boolean isInfrastructure(SQLException ex) {
		return !reasonOf(ex).quotesValues;
	}

	static Reason reasonOf(SQLException ex) {
		SQLException source = source(ex);
		String state = source.getSQLState();
		if (state != null) {
			Reason reason = ofState(state);
			return (reason == Reason.OTHER && isNoConnection(ex)) ? Reason.UNREACHABLE : reason;
		}
		if (isSqlite(source)) {
			return ofSqlite(source.getErrorCode() & 0xFF);
		}
		return isNoConnection(ex) ? Reason.UNREACHABLE : Reason.OTHER;
	}

	/** A pool that has no connection to give says so by the class alone. */
	private static boolean isNoConnection(SQLException ex) {
		return ex instanceof SQLTransientConnectionException;
	}

	private static Reason ofState(String state) {
		if (UNREACHABLE.contains(state)) {
			return Reason.UNREACHABLE;
		}
		if (LOCKED.contains(state)) {
			return Reason.LOCKED;
		}
		if (LOST.contains(state)) {
			return Reason.LOST;
		}
		if (READ_ONLY.contains(state)) {
			return Reason.READ_ONLY;
		}
		if (FULL.contains(state)) {
			return Reason.FULL;
		}
		return ofStateClass(state);
	}

	private static Reason ofStateClass(String state) {
		if (state.equals("57014")) {
			return Reason.CANCELLED;
		}
		if (state.equals("54000") || state.equals("54001") || state.equals("54011")) {
			// a row, an index entry or a nesting that this database cannot hold
			return Reason.DATA;
		}
		return switch (state.substring(0, Math.min(2, state.length()))) {
			case "08" -> Reason.LOST;
			case "22", "23" -> Reason.DATA;
			case "40" -> Reason.CONFLICT;
			case "53", "54" -> Reason.EXHAUSTED;
			case "28", "3D" -> Reason.UNREACHABLE;
			case "55" -> Reason.LOCKED;
			case "07", "0A", "20", "21", "25", "26", "2D", "34", "3F", "42", "44" -> Reason.STATEMENT;
			default -> Reason.OTHER;
		};
	}

	private static Reason ofSqlite(int code) {
		return switch (code) {
			case 1, 17, 21, 25 -> Reason.STATEMENT;
			case 3, 14, 23, 26 -> Reason.UNREACHABLE;
			case 5, 6, 15 -> Reason.LOCKED;
			case 8 -> Reason.READ_ONLY;
			case 9 -> Reason.CANCELLED;
			case 13 -> Reason.FULL;
			case 7 -> Reason.EXHAUSTED;
			case 18, 19, 20 -> Reason.DATA;
			// 10 and 11, I/O error and damaged file, among them
			default -> Reason.OTHER;
		};
	}

	/** The first exception of the chain that has a code of the database. */
	private static SQLException source(SQLException ex) {
		if (hasCode(ex)) {
			return ex;
		}
		SQLException next = ex.getNextException();
		for (int i = 0; next != null && i < 10; i++) {
			if (hasCode(next)) {
				return next;
			}
			next = next.getNextException();
		}
		Throwable cause = ex.getCause();
		for (int i = 0; cause != null && i < 10; i++) {
			if (cause instanceof SQLException candidate && hasCode(candidate)) {
				return candidate;
			}
			cause = cause.getCause();
		}
		return ex;
	}

	private static boolean hasCode(SQLException ex) {
		return ex.getSQLState() != null || (isSqlite(ex) && ex.getErrorCode() != 0);
	}

	/** The driver may be absent, and it gives no SQLSTATE. */
	private static boolean isSqlite(SQLException ex) {
		return ex.getClass().getName().startsWith("org.sqlite.");
	}

	private static String codes(SQLException ex) {
		return "SQLSTATE " + ex.getSQLState() + ", code " + ex.getErrorCode();
	}

	private static SQLException withoutMessage(SQLException ex, SQLException source) {
		SQLException bare = new SQLException(ex.getClass().getName() + ", message withheld", source.getSQLState(),
				source.getErrorCode());
		bare.setStackTrace(ex.getStackTrace());
		return bare;
	}

	/** What an error means. */
	enum Reason {

		/** The data breaks a rule of the database, and always will. */
		DATA("the database refuses the data", true, true),

		/** The tables are not as this version expects them, or rights are missing. */
		STATEMENT("the statement does not fit the tables, the rights or the state of the connection; check that the "
				+ "workflow tables are of this version", true, true),

		/** No connection could be had. */
		UNREACHABLE("the database gives no connection", true, false),

		/** Somebody else holds what is needed. */
		LOCKED("a lock was not to be had in time", true, false),

		/** Rolled back in favour of another transaction. */
		CONFLICT("the transaction gave way to another one", true, false),

		/** Took too long. */
		CANCELLED("the statement was cancelled or took too long", true, false),

		/** No space left. */
		FULL("the database has no space left", true, false),

		/** No memory, no slot left. */
		EXHAUSTED("the database is out of resources", true, false),

		/** A replica, or a file without write permission. */
		READ_ONLY("the database is read-only", true, false),

		/** The connection ended. */
		LOST("the connection to the database is lost", false, false),

		/** Anything else. */
		OTHER("the database failed", false, true);

		private final String text;

		/** Whether it also means that nothing was applied. */
		private final boolean undoes;

		/** Whether the database's own message may hold values. */
		private final boolean quotesValues;

		Reason(String text, boolean undoes, boolean quotesValues) {
			this.text = text;
			this.undoes = undoes;
			this.quotesValues = quotesValues;
		}

	}

}
