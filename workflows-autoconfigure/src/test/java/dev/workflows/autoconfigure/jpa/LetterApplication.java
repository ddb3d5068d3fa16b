package dev.workflows.autoconfigure.jpa;

import dev.workflows.autoconfigure.app.Greeting;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application with one workflow and one entity.
 */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@Import(Greeting.class)
public class LetterApplication {

}
