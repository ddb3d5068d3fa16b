package dev.workflows.architecture.broken.two;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

class StaticState {

	static final ConcurrentHashMap<String, String> CACHE = new ConcurrentHashMap<>();

	static final AtomicInteger TOTAL = new AtomicInteger();

	static int counter;

}
