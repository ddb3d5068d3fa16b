package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.stereotype.Component;

/**
 * Marks a {@link WorkflowEntrypoint} bean as a workflow. The value is the workflow's
 * name, which its instances carry for ever; it is not the name of the bean.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface Workflow {

	/**
	 * Returns the workflow's name: 1 to 64 characters of {@code a-z A-Z 0-9 _ -}, not
	 * beginning with {@code -}. Placeholders ({@code ${...}}) are resolved once, at
	 * start.
	 * @return the name
	 */
	String value();

}
