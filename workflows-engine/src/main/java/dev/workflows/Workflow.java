package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
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
	 * start. An empty name is refused at start.
	 * @return the name
	 */
	// The alias also keeps Spring from taking a stereotype's value as the bean's name.
	@AliasFor("name")
	String value() default "";

	/**
	 * Returns the same as {@link #value}, for those who like to see what it is.
	 * @return the name
	 */
	@AliasFor("value")
	String name() default "";

}
