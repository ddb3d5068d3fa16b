package dev.workflows.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * The scripts that lead from nothing to the current version. Script n, named
 * {@code V<n>__<what>.sql}, leads from version n - 1 to n and enters its own row in
 * {@code workflow_schema}.
 *
 * @param base the class path folder that holds one folder per vendor
 * @param names the file names, in order, without gaps
 */
record SchemaScripts(String base, List<String> names) {

	/** The scripts of this version of the library. */
	static final SchemaScripts CURRENT = new SchemaScripts("dev/workflows/store/jdbc/schema",
			List.of("V1__create.sql"));

	SchemaScripts {
		names = List.copyOf(names);
		for (int i = 0; i < names.size(); i++) {
			if (!names.get(i).startsWith("V" + (i + 1) + "__")) {
				throw new IllegalArgumentException("script " + (i + 1) + " is named " + names.get(i));
			}
		}
	}

	/**
	 * Returns the version that the last script leads to.
	 * @return the version
	 */
	int version() {
		return this.names.size();
	}

	/**
	 * Returns where a script is.
	 * @param vendor the database
	 * @param version the version that the script leads to
	 * @return the class path location
	 */
	String location(Vendor vendor, int version) {
		return this.base + "/" + vendor.folder() + "/" + this.names.get(version - 1);
	}

	/**
	 * Runs a script.
	 * @param connection the connection to run it on
	 * @param vendor the database
	 * @param version the version that the script leads to
	 */
	void run(Connection connection, Vendor vendor, int version) {
		ClassPathResource script = new ClassPathResource(location(vendor, version),
				SchemaScripts.class.getClassLoader());
		ScriptUtils.executeSqlScript(connection, new EncodedResource(script, StandardCharsets.UTF_8));
	}

}
