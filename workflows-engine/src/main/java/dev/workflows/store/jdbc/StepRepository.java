package dev.workflows.store.jdbc;

import java.util.List;
import java.util.UUID;

import org.springframework.data.repository.Repository;

/**
 * Recorded verbs.
 */
interface StepRepository extends Repository<StepView, StepView.Key> {

	List<StepView> findByKeyInstanceKeyOrderBySeqAsc(UUID instanceKey);

}
