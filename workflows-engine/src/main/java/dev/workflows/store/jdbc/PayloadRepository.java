package dev.workflows.store.jdbc;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

/**
 * Payloads of instances.
 */
interface PayloadRepository extends Repository<PayloadView, UUID> {

	Optional<PayloadView> findByKey(UUID key);

}
