package dev.workflows.sample.kill;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line says.
 *
 * @param stores on which databases, one after the other
 * @param kills how often the shop is killed on each
 * @param carts how many carts are opened on each
 * @param seed what decides when
 * @param jar the shop
 * @param folder where databases and logs go
 */
record Options(List<Store.Kind> stores, int kills, int carts, long seed, Path jar, Path folder) {

	static final String USAGE = "usage: kill-test.sh [--store=h2|sqlite|postgres|all] [--kills=50] [--carts=200] "
			+ "[--seed=NUMBER]";

	static Options parse(String[] args) {
		List<Store.Kind> stores = List.of(Store.Kind.values());
		int kills = 50;
		int carts = 200;
		long seed = System.currentTimeMillis() % 1_000_000;
		Path jar = Path.of("sample-cart-app.jar");
		Path folder = Path.of("target", "kill-test");
		for (Iterator<String> words = List.of(args).iterator(); words.hasNext();) {
			String[] parts = words.next().split("=", 2);
			String value = (parts.length == 2) ? parts[1] : words.hasNext() ? words.next() : "";
			switch (parts[0]) {
				case "--store" -> stores = stores(value);
				case "--kills" -> kills = Integer.parseInt(value);
				case "--carts" -> carts = Integer.parseInt(value);
				case "--seed" -> seed = Long.parseLong(value);
				case "--jar" -> jar = Path.of(value);
				case "--folder" -> folder = Path.of(value);
				default -> throw new IllegalArgumentException("unknown option " + parts[0]);
			}
		}
		return new Options(stores, kills, carts, seed, jar.toAbsolutePath(), folder.toAbsolutePath());
	}

	private static List<Store.Kind> stores(String names) {
		List<Store.Kind> stores = new ArrayList<>();
		for (String name : names.split(",")) {
			if (name.equals("all")) {
				stores.addAll(List.of(Store.Kind.values()));
			}
			else {
				stores.add(Store.Kind.of(name));
			}
		}
		return stores;
	}

	/**
	 * Returns how many kills must hit a step that is open, or the run proves nothing.
	 */
	int enoughHits() {
		return Math.max(1, this.kills * 2 / 5);
	}

}
