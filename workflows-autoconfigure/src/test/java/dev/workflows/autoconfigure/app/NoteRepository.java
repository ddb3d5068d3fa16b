package dev.workflows.autoconfigure.app;

import org.springframework.data.repository.CrudRepository;

/**
 * A repository of the application's own.
 */
public interface NoteRepository extends CrudRepository<Note, Long> {

}
