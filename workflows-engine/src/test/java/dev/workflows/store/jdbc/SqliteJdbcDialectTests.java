package dev.workflows.store.jdbc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.dialect.DialectResolver;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactory;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.PagingAndSortingRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class SqliteJdbcDialectTests {

	private HikariDataSource pool;

	private AnnotationConfigApplicationContext context;

	private Carts carts;

	@BeforeEach
	void startApplicationThatKnowsNothingOfUs() {
		this.pool = TestDatabase.SQLITE.newPool();
		new JdbcTemplate(this.pool).execute("create table cart (id integer primary key, owner text not null,"
				+ " paid integer not null, created integer not null)");
		this.context = new AnnotationConfigApplicationContext();
		this.context.registerBean(DataSource.class, () -> this.pool);
		this.context.register(Application.class);
		this.context.refresh();
		this.carts = new JdbcRepositoryFactory(this.context.getBean(JdbcAggregateTemplate.class))
			.getRepository(Carts.class);
	}

	@AfterEach
	void stopApplication() {
		this.context.close();
		this.pool.close();
	}

	@Test
	void applicationOnSqliteStartsWithIt() {
		assertThat(this.context.getBean(JdbcDialect.class)).isSameAs(SqliteJdbcDialect.INSTANCE);
	}

	@Test
	void otherDatabasesKeepTheirDialects() {
		for (TestDatabase database : List.of(TestDatabase.H2, TestDatabase.POSTGRESQL)) {
			try (HikariDataSource other = database.newPool()) {
				JdbcTemplate jdbc = new JdbcTemplate(other);
				assertThat(DialectResolver.getDialect(jdbc)).isNotInstanceOf(SqliteJdbcDialect.class);
				assertThat(new SqliteJdbcDialect.Provider().getDialect(jdbc)).isEmpty();
			}
		}
	}

	@Test
	void rowsComeBackAsTheyWereSaved() {
		for (Instant created : List.of(Instant.ofEpochMilli(5), Instant.ofEpochMilli(1_700_000_000_123L))) {
			for (boolean paid : new boolean[] { true, false }) {
				Cart saved = this.carts.save(new Cart(null, "ann", paid, created));
				assertThat(saved.id()).isNotNull();
				assertThat(this.carts.findById(saved.id())).contains(saved);
			}
		}
		assertThat(this.carts.countByPaid(true)).isEqualTo(2);
	}

	@Test
	void generatedKeysOfManyRowsAreTheirOwn() {
		Iterable<Cart> saved = this.carts.saveAll(List.of(cart("a"), cart("b"), cart("c")));
		assertThat(saved).allSatisfy((cart) -> assertThat(this.carts.findById(cart.id())).contains(cart));
		this.carts.delete(saved.iterator().next());
		assertThat(this.carts.findAll()).extracting(Cart::owner).containsExactly("b", "c");
	}

	@Test
	void pagesLimitsAndLocksAreUnderstood() {
		this.carts.saveAll(List.of(cart("a"), cart("b"), cart("c"), cart("d"), cart("e")));
		Sort byOwner = Sort.by("owner");
		assertThat(this.carts.findAll(PageRequest.of(1, 2, byOwner))).extracting(Cart::owner).containsExactly("c", "d");
		assertThat(this.carts.findAll(PageRequest.of(1, 2, byOwner)).getTotalElements()).isEqualTo(5);
		assertThat(this.carts.findByPaidOrderByOwner(false, Limit.of(2))).extracting(Cart::owner)
			.containsExactly("a", "b");
		assertThat(this.carts.findByOwner("d")).map(Cart::owner).contains("d");
		assertThat(SqliteJdbcDialect.INSTANCE.limit().getOffset(3)).isEqualTo("LIMIT -1 OFFSET 3");
	}

	private static Cart cart(String owner) {
		return new Cart(null, owner, false, Instant.ofEpochMilli(1));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application extends AbstractJdbcConfiguration {

		@Bean
		NamedParameterJdbcOperations operations(DataSource dataSource) {
			return new NamedParameterJdbcTemplate(dataSource);
		}

	}

	record Cart(@Id Long id, String owner, boolean paid, Instant created) {
	}

	interface Carts extends CrudRepository<Cart, Long>, PagingAndSortingRepository<Cart, Long> {

		long countByPaid(boolean paid);

		List<Cart> findByPaidOrderByOwner(boolean paid, Limit limit);

		@Lock(LockMode.PESSIMISTIC_WRITE)
		Optional<Cart> findByOwner(String owner);

	}

}
