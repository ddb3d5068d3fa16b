package dev.workflows.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guarantee matrix says the same wherever it is printed, and names no test that is
 * gone.
 */
class GuaranteesTests {

	private static final Path ROOT = Path.of("..");

	private static final Path README = ROOT.resolve("README.md");

	private static final Path DOCUMENT = ROOT.resolve("docs/guarantees.md");

	private static final Pattern LINE = Pattern.compile("^\\| \\*\\*(.+?)\\*\\* \\| (.+?) \\| (.+) \\|$",
			Pattern.MULTILINE);

	private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

	private static final Pattern METHOD = Pattern
		.compile("@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b[^{;]*?\\b(\\w+)\\(", Pattern.DOTALL);

	@Test
	void readmePrintsTheMatrixWordForWord() throws IOException {
		Map<String, Line> document = matrix(DOCUMENT);
		assertThat(document).hasSizeGreaterThan(10);
		assertThat(matrix(README))
			.allSatisfy((boundary, line) -> assertThat(line.guarantee()).isEqualTo(document.get(boundary).guarantee()))
			.hasSameSizeAs(document);
	}

	@Test
	void everyLineIsProvenByTestsThatAreThere() throws IOException {
		Map<String, String> sources = sources();
		for (Path page : List.of(README, DOCUMENT)) {
			matrix(page).forEach((boundary, line) -> {
				assertThat(TEST.matcher(line.provenBy()).results()).as(boundary).isNotEmpty();
				assertThat(missing(line.provenBy(), sources)).as("%s in %s", boundary, page).isEmpty();
			});
		}
	}

	@Test
	void theRestOfThePageNamesNoTestThatIsGone() throws IOException {
		String named = TEST.matcher(Files.readString(DOCUMENT))
			.results()
			.map((found) -> found.group(0))
			.filter((name) -> name.matches("`\\w+Tests(\\.\\w+)?`"))
			.reduce("", (left, right) -> left + " " + right);
		assertThat(missing(named, sources())).isEmpty();
	}

	@Test
	void aNameThatIsGoneIsFound() {
		Map<String, String> sources = Map.of("SomeTests", "@Test\n\tvoid holds() {}\n\tvoid helps() {}");
		assertThat(missing("`SomeTests`, `SomeTests.holds`", sources)).isEmpty();
		assertThat(missing("`OtherTests`, `SomeTests.helps`", sources)).containsExactly("OtherTests",
				"SomeTests.helps");
	}

	private static Map<String, Line> matrix(Path page) throws IOException {
		Map<String, Line> lines = new HashMap<>();
		Matcher matcher = LINE.matcher(Files.readString(page));
		while (matcher.find()) {
			lines.put(matcher.group(1), new Line(matcher.group(2), matcher.group(3)));
		}
		return lines;
	}

	private static List<String> missing(String text, Map<String, String> sources) {
		List<String> missing = new ArrayList<>();
		TEST.matcher(text).results().forEach((named) -> {
			String source = sources.get(named.group(1));
			String method = named.group(2);
			if (source == null || (method != null && !methods(source).contains(method))) {
				missing.add((method != null) ? named.group(1) + "." + method : named.group(1));
			}
		});
		return missing;
	}

	private static List<String> methods(String source) {
		return METHOD.matcher(source).results().map((found) -> found.group(1)).toList();
	}

	/** The test classes and contract suites of all modules, by name. */
	private static Map<String, String> sources() throws IOException {
		Map<String, String> sources = new HashMap<>();
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path module : modules.filter((path) -> Files.exists(path.resolve("pom.xml"))).toList()) {
				for (String folder : List.of("src/test/java", "src/main/java")) {
					read(module.resolve(folder), sources);
				}
			}
		}
		return sources;
	}

	private static void read(Path folder, Map<String, String> sources) throws IOException {
		if (!Files.isDirectory(folder)) {
			return;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter((path) -> path.toString().matches(".*(Tests|Contract)\\.java")).toList()) {
				sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
			}
		}
	}

	/**
	 * A line of the matrix.
	 *
	 * @param guarantee what is guaranteed
	 * @param provenBy the tests
	 */
	private record Line(String guarantee, String provenBy) {
	}

}
