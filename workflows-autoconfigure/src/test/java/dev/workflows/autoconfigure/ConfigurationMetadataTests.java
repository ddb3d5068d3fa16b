package dev.workflows.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Enumeration;
import java.net.URL;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata of our properties, which is what an editor shows.
 */
class ConfigurationMetadataTests {

	/** Their defaults depend on the JVM, or are nothing. */
	private static final Set<String> WITHOUT_DEFAULT = Set.of("workflows.workers",
			"management.endpoint.workflows.roles");

	@Test
	void everyKeyHasDescriptionAndDefault() throws IOException {
		Set<String> names = new TreeSet<>();
		for (JsonNode property : properties()) {
			String name = property.get("name").asString();
			names.add(name);
			assertThat(property.path("description").asString("")).as(name).isNotBlank().endsWith(".");
			assertThat(property.has("defaultValue")).as(name).isEqualTo(!WITHOUT_DEFAULT.contains(name));
		}
		assertThat(names).contains("workflows.poll-interval", "workflows.limits.payload", "workflows.steps.max-delay",
				"workflows.jdbc.initialize-schema", "management.endpoint.workflows.access",
				"management.endpoint.workflows.show-values", "management.health.workflows.enabled");
	}

	@Test
	void keysAreOurs() throws IOException {
		for (JsonNode property : properties()) {
			assertThat(property.get("name").asString()).matches(
					"workflows\\..+|management\\.endpoint\\.workflows\\..+|management\\.health\\.workflows\\.enabled");
		}
	}

	private static JsonNode properties() throws IOException {
		Enumeration<URL> files = ConfigurationMetadataTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json");
		while (files.hasMoreElements()) {
			try (InputStream file = files.nextElement().openStream()) {
				JsonNode properties = JsonMapper.builder().build().readTree(file).get("properties");
				if (properties.toString().contains("\"workflows.enabled\"")) {
					return properties;
				}
			}
		}
		throw new AssertionError("no metadata of our own on the class path");
	}

}
