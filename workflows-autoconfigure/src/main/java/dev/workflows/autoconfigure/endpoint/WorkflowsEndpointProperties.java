package dev.workflows.autoconfigure.endpoint;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the endpoint shows.
 *
 * @param showValues When to show parameters, results and error messages of instances.
 * @param roles Roles that a user needs one of to be shown them when authorized. Without
 * any, every authenticated user is.
 * @since 0.1
 */
@ConfigurationProperties("management.endpoint.workflows")
public record WorkflowsEndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {
}
