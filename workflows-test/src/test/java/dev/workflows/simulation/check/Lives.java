package dev.workflows.simulation.check;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.workflows.simulation.check.Life.Change;
import dev.workflows.simulation.cluster.Database.Creation;
import dev.workflows.test.model.Applied;
import org.jspecify.annotations.Nullable;

/**
 * The evidence by instance.
 */
final class Lives {

	private final Map<UUID, Life> byKey = new LinkedHashMap<>();

	Lives(Evidence evidence) {
		Map<UUID, Creation> creations = new LinkedHashMap<>();
		evidence.database().creations().forEach((creation) -> creations.put(creation.key(), creation));
		List<Applied> log = evidence.database().log();
		for (int i = 0; i < log.size(); i++) {
			UUID key = log.get(i).instance();
			this.byKey.computeIfAbsent(key, (absent) -> life(creations.get(key))).add(new Change(i, log.get(i)));
		}
		evidence.ledger().entries().forEach((body) -> {
			Life life = this.byKey.get(body.instance());
			if (life == null) {
				throw new IllegalStateException("a body of an instance that never was: " + body);
			}
			life.add(body);
		});
	}

	private static Life life(@Nullable Creation creation) {
		if (creation == null) {
			throw new IllegalStateException("an instance that nobody created");
		}
		return new Life(creation.key(), creation.id(), Long.parseLong(creation.params().replace("\"", "")));
	}

	Collection<Life> all() {
		return this.byKey.values();
	}

	@Nullable Life get(UUID key) {
		return this.byKey.get(key);
	}

	/** Those that were created with some parameters. */
	List<Life> of(String params) {
		return all().stream().filter((life) -> life.params().equals(params)).toList();
	}

}
