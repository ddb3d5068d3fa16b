package dev.workflows.architecture.broken;

import dev.workflows.architecture.broken.one.First;

class Root {

	Object first = new First();

}
