package dev.workflows.actuate.endpoint;

import java.util.Set;
import java.util.function.Supplier;

import dev.workflows.InstanceNotFoundException;
import dev.workflows.InstanceStateException;
import dev.workflows.StoreUnavailableException;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.WorkflowValidationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The {@link WorkflowsEndpoint} over HTTP: shows values to those who may see them, and
 * answers with a status that says what is wrong.
 *
 * @since 0.1
 */
@EndpointWebExtension(endpoint = WorkflowsEndpoint.class)
public class WorkflowsEndpointWebExtension {

	private static final int CONFLICT = 409;

	private final WorkflowsEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Creates the extension.
	 * @param delegate the endpoint
	 * @param showValues when to show values
	 * @param roles the roles of which one is needed when authorized
	 */
	public WorkflowsEndpointWebExtension(WorkflowsEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Returns the engine's state and all workflows with the counts of their instances.
	 * @return 200 with a {@link WorkflowsDescriptor}, or 503
	 */
	@ReadOperation
	public WebEndpointResponse<Object> workflows() {
		return answer(this.delegate::workflows);
	}

	/**
	 * Lists instances of a workflow, the newest first.
	 * @param workflow the workflow's name
	 * @param status only those with this status, or {@code null}
	 * @param before where the last page ended, or {@code null}
	 * @param limit how many at most, 1 to 100; 50 if {@code null}
	 * @return 200 with an {@link InstancesDescriptor}, 400, 404 or 503
	 */
	@ReadOperation
	public WebEndpointResponse<Object> instances(@Selector String workflow, @Nullable String status,
			@Nullable String before, @Nullable Integer limit) {
		return answer(() -> this.delegate.instances(workflow, status, before, limit));
	}

	/**
	 * Shows an instance with its steps and attempts.
	 * @param securityContext who asks
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @return 200 with an {@link InstanceDescriptor}, 400, 404 or 503
	 */
	@ReadOperation
	public WebEndpointResponse<Object> instance(SecurityContext securityContext, @Selector String workflow,
			@Selector String id) {
		boolean shown = this.showValues.isShown(securityContext, this.roles);
		return answer(() -> this.delegate.instance(workflow, id, shown));
	}

	/**
	 * Begins a new run of an instance.
	 * @param workflow the workflow's name
	 * @param id the instance's id
	 * @param state what it is to do: {@code restart}
	 * @return 200 with an {@link InstanceSummaryDescriptor}, 400, 404, 409 or 503
	 */
	@WriteOperation
	public WebEndpointResponse<Object> control(@Selector String workflow, @Selector String id, String state) {
		return answer(() -> this.delegate.control(workflow, id, state));
	}

	private static WebEndpointResponse<Object> answer(Supplier<Object> operation) {
		try {
			return new WebEndpointResponse<>(operation.get());
		}
		catch (WorkflowException ex) {
			int status = status(ex);
			String detail = String.valueOf(ex.getMessage()).replaceFirst("^" + ex.code() + ": ", "");
			return new WebEndpointResponse<>(new ProblemDescriptor(status, ex.code(), detail), status);
		}
	}

	private static int status(WorkflowException ex) {
		if (ex instanceof WorkflowValidationException) {
			return WebEndpointResponse.STATUS_BAD_REQUEST;
		}
		if (ex instanceof InstanceNotFoundException || ex instanceof WorkflowNotFoundException) {
			return WebEndpointResponse.STATUS_NOT_FOUND;
		}
		if (ex instanceof InstanceStateException) {
			return CONFLICT;
		}
		if (ex instanceof StoreUnavailableException) {
			return WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
		}
		throw ex;
	}

}
