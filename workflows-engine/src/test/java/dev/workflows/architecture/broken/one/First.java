package dev.workflows.architecture.broken.one;

import dev.workflows.architecture.broken.two.Second;

public class First {

	public Class<?> second() {
		return Second.class;
	}

}
