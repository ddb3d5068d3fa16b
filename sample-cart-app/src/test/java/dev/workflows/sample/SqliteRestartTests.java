package dev.workflows.sample;

import java.nio.file.Path;
import java.util.List;

class SqliteRestartTests extends RestartTests {

	@Override
	List<String> database(Path folder) {
		return List.of("--spring.profiles.active=sqlite",
				"--spring.datasource.url=jdbc:sqlite:" + folder.toAbsolutePath() + "/shop.db?journal_mode=WAL"
						+ "&synchronous=FULL&busy_timeout=10000&foreign_keys=on&transaction_mode=IMMEDIATE");
	}

}
