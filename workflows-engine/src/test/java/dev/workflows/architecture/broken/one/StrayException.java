package dev.workflows.architecture.broken.one;

public class StrayException extends RuntimeException {

	private static final long serialVersionUID = 1;

}
