package dev.workflows.store;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An instance to create.
 *
 * @param key the instance's key, made by the client, so that a repeated create after a
 * lost reply recognises its own row
 * @param workflow the workflow's name
 * @param id the instance's id
 * @param params the parameters as JSON, or {@code null}
 * @param paramsHash SHA-256 of the parameters in hexadecimal
 * @param trigger what created it, for people: {@code api}, {@code binding}
 * @since 0.1
 */
public record NewInstance(UUID key, String workflow, String id, @Nullable String params, String paramsHash,
		String trigger) {
}
