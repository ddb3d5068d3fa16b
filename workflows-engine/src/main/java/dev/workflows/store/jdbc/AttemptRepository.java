package dev.workflows.store.jdbc;

import java.util.List;
import java.util.UUID;

import org.springframework.data.repository.Repository;

/**
 * Recorded attempts.
 */
interface AttemptRepository extends Repository<AttemptView, AttemptView.Key> {

	List<AttemptView> findByKeyInstanceKeyOrderBySeqAscKeyAttemptAscKeyPhaseAsc(UUID instanceKey);

}
