package dev.workflows.actuate.endpoint;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Why a request was not answered.
 *
 * @param status the HTTP status
 * @param code the stable code
 * @param detail what is wrong and what is allowed
 * @since 0.1
 */
public record ProblemDescriptor(int status, String code, String detail) implements OperationResponseBody {
}
