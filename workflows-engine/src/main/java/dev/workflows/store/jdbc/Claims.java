package dev.workflows.store.jdbc;

import java.util.List;

import dev.workflows.store.ClaimRequest;
import dev.workflows.store.Claimed;

/**
 * Gives due rows an owner.
 */
interface Claims {

	List<Claimed> claim(ClaimRequest request);

}
