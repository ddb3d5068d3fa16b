package dev.workflows.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The shop.
 *
 * @since 0.1
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SampleCartApplication {

	/**
	 * Starts the shop.
	 * @param args Spring Boot's arguments
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(SampleCartApplication.class);
		// tells whom to kill, and creates ./data, which SQLite does not do by itself
		application.addListeners(new ApplicationPidFileWriter());
		application.run(args);
	}

}
