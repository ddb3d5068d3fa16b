package dev.workflows.autoconfigure.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * An entity.
 */
@Entity
public class Letter {

	@Id
	private String id;

	/**
	 * For JPA.
	 */
	protected Letter() {
	}

	/**
	 * Creates a letter.
	 * @param id the key
	 */
	public Letter(String id) {
		this.id = id;
	}

	/**
	 * Returns the key.
	 * @return the key
	 */
	public String getId() {
		return this.id;
	}

}
