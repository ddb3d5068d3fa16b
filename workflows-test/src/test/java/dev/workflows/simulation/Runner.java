package dev.workflows.simulation;

import java.io.PrintStream;

import dev.workflows.payload.PayloadCodec;
import dev.workflows.simulation.cluster.Breakage;
import dev.workflows.simulation.world.Threads;
import dev.workflows.simulation.world.Trace;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs plans one after another on the same threads.
 */
final class Runner {

	private final Threads threads = new Threads();

	private final PayloadCodec codec = new PayloadCodec(JsonMapper.builder().build(), 1 << 20);

	Result run(Plan plan) {
		return run(plan, Breakage.NONE);
	}

	Result run(Plan plan, Breakage breakage) {
		return run(plan, breakage, Boolean.getBoolean("sim.trace") ? System.out : null);
	}

	Result run(Plan plan, Breakage breakage, @Nullable PrintStream out) {
		return Simulation.run(plan, breakage, this.codec, this.threads, new Trace(out));
	}

}
