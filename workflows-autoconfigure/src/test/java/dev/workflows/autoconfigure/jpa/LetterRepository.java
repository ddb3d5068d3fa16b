package dev.workflows.autoconfigure.jpa;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * A JPA repository.
 */
public interface LetterRepository extends JpaRepository<Letter, String> {

}
