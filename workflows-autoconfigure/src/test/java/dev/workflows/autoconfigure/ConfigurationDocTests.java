package dev.workflows.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps {@code docs/configuration.md} equal to what the configuration processor says of
 * the properties. With {@code -Dworkflows.write-docs=true} the document is written anew.
 */
class ConfigurationDocTests {

	private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");

	private static final Path DOCUMENT = Path.of("../docs/configuration.md");

	private static final String HEAD = """
			# Configuration

			Written from the configuration metadata by `ConfigurationDocTests`; do not edit. A key under `workflows` that is not
			listed here fails the start. Durations are written as `10s`, `5m`, `3d`, sizes as `1MB`.

			| key | default | meaning |
			|---|---|---|
			""";

	@Test
	void documentSaysWhatTheMetadataSays() throws IOException {
		String expected = HEAD + String.join("\n", rows()) + "\n";
		if (Boolean.getBoolean("workflows.write-docs")) {
			Files.writeString(DOCUMENT, expected);
		}
		assertThat(Files.readString(DOCUMENT)).as("run this test with -Dworkflows.write-docs=true").isEqualTo(expected);
	}

	private static List<String> rows() throws IOException {
		return properties().stream()
			.sorted(Comparator.comparing(ConfigurationDocTests::name))
			.map((property) -> "| `" + name(property) + "` | " + defaultOf(property) + " | "
					+ property.path("description").asString("") + " |")
			.toList();
	}

	private static List<JsonNode> properties() throws IOException {
		return JsonMapper.builder()
			.build()
			.readTree(Files.readString(METADATA))
			.path("properties")
			.valueStream()
			.toList();
	}

	private static String name(JsonNode property) {
		return property.path("name").asString();
	}

	private static String defaultOf(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		return value.isMissingNode() ? "" : "`" + value.asString() + "`";
	}

}
