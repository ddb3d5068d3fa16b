package dev.workflows.store.jdbc;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/**
 * Instances without their payloads.
 */
interface InstanceRepository extends Repository<InstanceView, UUID> {

	Optional<InstanceView> findByWorkflowAndId(String workflow, String id);

	List<InstanceView> findByWorkflowAndKeyLessThanOrderByKeyDesc(String workflow, UUID before, Limit limit);

	List<InstanceView> findByWorkflowAndStatusAndKeyLessThanOrderByKeyDesc(String workflow, String status, UUID before,
			Limit limit);

	List<InstanceView> findByWorkflowAndStatusNotInAndKeyLessThanOrderByKeyDesc(String workflow,
			Collection<String> statuses, UUID before, Limit limit);

}
