package dev.workflows.sample;

import java.nio.file.Path;
import java.util.List;

class H2RestartTests extends RestartTests {

	@Override
	List<String> database(Path folder) {
		return List.of("--spring.datasource.url=jdbc:h2:async:" + folder.toAbsolutePath()
				+ "/shop;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
	}

}
