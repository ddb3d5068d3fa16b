package dev.workflows.autoconfigure.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.workflows.Workflow;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowEntrypoint;
import dev.workflows.WorkflowEvent;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowStep;
import dev.workflows.autoconfigure.app.Greeting;
import dev.workflows.autoconfigure.app.GreetingApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the endpoint over HTTP, on a server that listens on the loopback address.
 */
class WorkflowsEndpointWebTests {

	private static final String CANARY = "CANARY-7f3a";

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final String EXPOSE = "management.endpoints.web.exposure.include=workflows,scheduledtasks";

	private static final String UNRESTRICTED = "management.endpoint.workflows.access=unrestricted";

	private static final List<String> SECURITY = List.of("SecurityAutoConfiguration",
			"UserDetailsServiceAutoConfiguration", "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			"web.servlet.SecurityFilterAutoConfiguration", "web.servlet.ServletWebSecurityAutoConfiguration");

	private static final AtomicInteger COUNTER = new AtomicInteger();

	private static final Map<List<String>, ConfigurableApplicationContext> CONTEXTS = new HashMap<>();

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	/**
	 * Unknown to other tests, as those with the same properties share the application.
	 */
	private final String one = "one-" + COUNTER.incrementAndGet();

	@AfterAll
	static void stop() {
		CONTEXTS.values().forEach(ConfigurableApplicationContext::close);
		CONTEXTS.clear();
	}

	@Test
	void nothingIsExposedByDefault() throws Exception {
		start();
		assertThat(get("").statusCode()).isEqualTo(404);
		assertThat(get("/greeting").statusCode()).isEqualTo(404);
		assertThat(post("/greeting/" + this.one, "{\"state\":\"restart\"}").statusCode()).isEqualTo(404);
	}

	@Test
	void workflowsAreShownWithTheCountsOfTheirInstances() throws Exception {
		start(EXPOSE, "test.counts-alone=true");
		runGreeting(this.one);
		JsonNode body = json(get(""));
		assertThat(body.at("/engine/running").asBoolean()).isTrue();
		assertThat(body.at("/workflows/greeting/registered").asBoolean()).isTrue();
		assertThat(body.at("/workflows/greeting/type").asString()).isEqualTo(Greeting.class.getName());
		assertThat(body.at("/workflows/greeting/instances/complete").asInt()).isEqualTo(1);
		assertThat(body.at("/workflows/failing/instances").isEmpty()).isTrue();
	}

	@Test
	void instancesAreListedTheNewestFirstInPages() throws Exception {
		start(EXPOSE, "test.lists-alone=true");
		for (int i = 1; i <= 5; i++) {
			runGreeting("id-" + i);
		}
		List<String> ids = new ArrayList<>();
		String before = "";
		do {
			HttpResponse<String> page = get("/greeting?limit=2" + before);
			assertThat(page.body()).doesNotContain(CANARY);
			JsonNode body = json(page);
			body.get("instances").forEach((instance) -> ids.add(instance.get("id").asString()));
			before = body.path("before").isString() ? "&before=" + body.get("before").asString() : "";
		}
		while (!before.isEmpty());
		assertThat(ids).containsExactly("id-5", "id-4", "id-3", "id-2", "id-1");
		assertThat(json(get("/greeting?status=complete")).get("instances").size()).isEqualTo(5);
		assertThat(json(get("/greeting?status=errored")).get("instances").size()).isZero();
	}

	@Test
	void unknownStatusIsAnsweredWithTheAllowedOnes() throws Exception {
		start(EXPOSE);
		HttpResponse<String> response = get("/greeting?status=done");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(json(response).get("detail").asString()).contains("\"done\"", "queued, running, waiting",
				"terminated");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/greeting?limit=0", "/greeting?limit=101", "/greeting?limit=many", "/greeting?before=x",
			"/greeting?before=1-1-1-1-1", "/not%20a%20name", "/greeting/-x", "/greeting/%E2%80%AE", "/greeting/a%0Ab" })
	void badArgumentIsRefused(String path) throws Exception {
		start(EXPOSE);
		assertThat(get(path).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/nothing", "/nothing/one", "/greeting/nobody", "/greeting/one/more" })
	void whatDoesNotExistIsNotFound(String path) throws Exception {
		start(EXPOSE);
		assertThat(get(path).statusCode()).isEqualTo(404);
	}

	@Test
	void valuesAreHiddenByDefault() throws Exception {
		start(EXPOSE);
		runGreeting(this.one);
		runFailing(this.one);
		HttpResponse<String> greeting = get("/greeting/" + this.one);
		assertThat(greeting.body()).doesNotContain(CANARY);
		JsonNode body = json(greeting);
		assertThat(body.get("status").asString()).isEqualTo("complete");
		assertThat(body.get("params").asString()).isEqualTo("******");
		assertThat(body.get("output").asString()).isEqualTo("******");
		assertThat(body.at("/steps/0/name").asString()).isEqualTo("greet");
		assertThat(body.at("/steps/0/output").asString()).isEqualTo("******");
		assertThat(body.at("/steps/0/attempts/0/success").asBoolean()).isTrue();
		HttpResponse<String> failing = get("/failing/" + this.one);
		assertThat(failing.body()).doesNotContain(CANARY);
		assertThat(json(failing).at("/error/name").asString()).isEqualTo(IllegalArgumentException.class.getName());
		assertThat(json(failing).at("/error/message").asString()).isEqualTo("******");
	}

	@Test
	void valuesAreShownWhenTheApplicationSaysSo() throws Exception {
		start(EXPOSE, "management.endpoint.workflows.show-values=always");
		runGreeting(this.one);
		runFailing(this.one);
		JsonNode body = json(get("/greeting/" + this.one));
		assertThat(body.get("params").asString()).isEqualTo(CANARY);
		assertThat(body.get("output").asString()).isEqualTo("Hello " + CANARY);
		assertThat(body.at("/steps/0/output").asString()).isEqualTo("Hello " + CANARY);
		assertThat(json(get("/failing/" + this.one)).at("/error/message").asString()).contains(CANARY);
	}

	@Test
	void readingIsAllThatIsAllowedByDefault() throws Exception {
		start(EXPOSE);
		runGreeting(this.one);
		assertThat(post("/greeting/" + this.one, "{\"state\":\"restart\"}").statusCode()).isIn(404, 405);
		assertThat(json(get("/greeting/" + this.one)).get("run").asInt()).isEqualTo(1);
	}

	@Test
	void accessNoneClosesIt() throws Exception {
		start(EXPOSE, "management.endpoint.workflows.access=none");
		assertThat(get("").statusCode()).isEqualTo(404);
	}

	@Test
	void highestPermittedAccessWins() throws Exception {
		start(EXPOSE, UNRESTRICTED, "management.endpoints.access.max-permitted=read-only");
		runGreeting(this.one);
		assertThat(get("/greeting/" + this.one).statusCode()).isEqualTo(200);
		assertThat(post("/greeting/" + this.one, "{\"state\":\"restart\"}").statusCode()).isIn(404, 405);
	}

	@Test
	void restartBeginsANewRun() throws Exception {
		start(EXPOSE, UNRESTRICTED);
		runGreeting(this.one);
		HttpResponse<String> response = post("/greeting/" + this.one, "{\"state\":\"restart\"}");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(json(response).get("run").asInt()).isEqualTo(2);
		assertThat(client().get(Greeting.class, this.one).await(LONG)).isEqualTo("Hello " + CANARY);
		assertThat(client().get(Greeting.class, this.one).status().run()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';',
			value = { "/greeting/one;{\"state\":\"explode\"};400", "/greeting/one;{};400",
					"/greeting/nobody;{\"state\":\"restart\"};404", "/nothing/one;{\"state\":\"restart\"};404",
					"/greeting/-x;{\"state\":\"restart\"};400" })
	void badRestartChangesNothing(String path, String body, int status) throws Exception {
		start(EXPOSE, UNRESTRICTED);
		runGreeting(this.one);
		assertThat(post(path.replace("/greeting/one", "/greeting/" + this.one), body).statusCode()).isEqualTo(status);
		assertThat(client().get(Greeting.class, this.one).status().run()).isEqualTo(1);
	}

	@Test
	void dutiesAreAmongTheScheduledTasks() throws Exception {
		start(EXPOSE);
		HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/actuator/scheduledtasks")).build());
		assertThat(response.body()).contains("workflows.poll", "workflows.sweep", "workflows.reconcile");
	}

	@Test
	void strangersSeeNothingWhereSpringSecurityGuards() throws Exception {
		startSecured(EXPOSE, UNRESTRICTED, "management.endpoint.workflows.show-values=when-authorized");
		runGreeting(this.one);
		for (String path : List.of("", "/greeting", "/greeting/" + this.one)) {
			assertThat(get(path).statusCode()).as(path).isEqualTo(401);
		}
		assertThat(post("/greeting/" + this.one, "{\"state\":\"restart\"}").statusCode()).isIn(401, 403);
		assertThat(client().get(Greeting.class, this.one).status().run()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "never,,false", "when-authorized,,true", "when-authorized,OTHER,false", "when-authorized,ADMIN,true",
			"always,OTHER,true" })
	void valuesAreShownToThoseWhoMaySeeThem(String show, String roles, boolean shown) throws Exception {
		startSecured(EXPOSE, "management.endpoint.workflows.show-values=" + show,
				"management.endpoint.workflows.roles=" + ((roles != null) ? roles : ""));
		runGreeting(this.one);
		HttpResponse<String> response = send(HttpRequest.newBuilder(uri("/actuator/workflows/greeting/" + this.one))
			.header("Authorization", "Basic " + java.util.Base64.getEncoder().encodeToString("user:word".getBytes()))
			.build());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body().contains(CANARY)).isEqualTo(shown);
	}

	private void start(String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("spring.autoconfigure.exclude=" + String.join(",",
				SECURITY.stream().map((name) -> "org.springframework.boot.security.autoconfigure." + name).toList()));
		startSecured(all.toArray(String[]::new));
	}

	private void startSecured(String... properties) {
		this.context = CONTEXTS.computeIfAbsent(List.of(properties), WorkflowsEndpointWebTests::newApplication);
	}

	private static ConfigurableApplicationContext newApplication(List<String> properties) {
		return new SpringApplicationBuilder(WebApplication.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "server.address=127.0.0.1", "workflows.poll-interval=100ms",
					"spring.security.user.name=user", "spring.security.user.password=word",
					"spring.security.user.roles=ADMIN", "spring.main.banner-mode=off")
			.properties(properties.toArray(String[]::new))
			.run();
	}

	private WorkflowClient client() {
		return this.context.getBean(WorkflowClient.class);
	}

	private void runGreeting(String id) {
		client().create(Greeting.class, id, CANARY).await(LONG);
	}

	private void runFailing(String id) {
		assertThatExceptionOfType(WorkflowFailedException.class)
			.isThrownBy(() -> client().create(Failing.class, id, CANARY).await(LONG));
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri("/actuator/workflows" + path)).build());
	}

	private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri("/actuator/workflows" + path))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build());
	}

	private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
		return this.http.send(request, HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path);
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.builder().build().readTree(response.body());
	}

	@Workflow("failing")
	static class Failing implements WorkflowEntrypoint<String, String> {

		@Override
		public String run(WorkflowEvent<String> event, WorkflowStep step) {
			throw new IllegalArgumentException("no " + event.payload());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ GreetingApplication.class, Failing.class })
	static class WebApplication {

	}

}
