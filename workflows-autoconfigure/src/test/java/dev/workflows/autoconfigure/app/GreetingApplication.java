package dev.workflows.autoconfigure.app;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application with one workflow.
 */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@Import(Greeting.class)
public class GreetingApplication {

}
