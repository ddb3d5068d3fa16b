package dev.workflows.store.jdbc;

import java.util.List;

import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/**
 * Counts of instances.
 */
interface CountRepository extends Repository<CountView, String> {

	@Query("select workflow, status, count(*) as total from workflow_instance group by workflow, status")
	List<CountView> counts();

}
