package dev.workflows.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the documents true where that can be told: what they name is there.
 */
class DocumentsTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+Tests)`");

	private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)\\)");

	@Test
	void everyTestThatTheReadmeNamesAsProofIsThere() throws IOException {
		Set<String> named = new TreeSet<>();
		Matcher matcher = TEST_CLASS.matcher(Files.readString(ROOT.resolve("README.md")));
		while (matcher.find()) {
			named.add(matcher.group(1));
		}
		assertThat(named).hasSizeGreaterThan(15);
		assertThat(testClasses()).containsAll(named);
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/design.md",
			"docs/try-it.md", "docs/configuration.md" })
	void everyLinkLeadsSomewhere(String document) throws IOException {
		Path file = ROOT.resolve(document);
		Matcher matcher = LINK.matcher(Files.readString(file));
		while (matcher.find()) {
			assertThat(file.resolveSibling(matcher.group(1))).exists();
		}
	}

	@Test
	void readmeAndGuideStayShort() throws IOException {
		assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(250);
		assertThat(Files.readAllLines(ROOT.resolve("CONTRIBUTING.md"))).hasSizeLessThanOrEqualTo(80);
	}

	private static Set<String> testClasses() throws IOException {
		try (Stream<Path> modules = Files.list(ROOT)) {
			return modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.flatMap(DocumentsTests::filesIn)
				.map((file) -> file.getFileName().toString().replace(".java", ""))
				.collect(Collectors.toSet());
		}
	}

	private static Stream<Path> filesIn(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.toList().stream();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
