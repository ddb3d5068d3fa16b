package dev.workflows.architecture.broken.two;

import java.io.ObjectInputStream;
import java.sql.Connection;
import javax.sql.DataSource;

import dev.workflows.architecture.broken.one.First;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

public class Second {

	First first;

	Connection connection;

	Object template(DataSource dataSource) {
		return new JdbcTemplate(dataSource);
	}

	Object read(ObjectInputStream stream) throws Exception {
		return stream.readObject();
	}

	Object mapper(PolymorphicTypeValidator validator) {
		return JsonMapper.builder().activateDefaultTyping(validator).build();
	}

}
