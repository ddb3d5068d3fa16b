package dev.workflows.simulation.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Some members on one database.
 */
public final class Cluster {

	private final List<Member> members = new ArrayList<>();

	private final SplittableRandom random;

	public Cluster(Member.Setup setup, int size, SplittableRandom random) {
		this.random = random;
		for (int i = 0; i < size; i++) {
			this.members.add(new Member(setup, i, random.split()));
		}
	}

	public void start() {
		this.members.forEach(Member::start);
	}

	/** A member that takes calls of applications, or {@code null} if none does. */
	public @Nullable Member open() {
		List<Member> open = this.members.stream().filter(Member::isOpen).toList();
		return open.isEmpty() ? null : open.get(this.random.nextInt(open.size()));
	}

	public Member any() {
		return this.members.get(this.random.nextInt(this.members.size()));
	}

	/** Brings up what is down. */
	void restart() {
		this.members.stream().filter((member) -> !member.isUp()).forEach(Member::start);
	}

	/** Leaves one member, which is up and moves. */
	public Member leaveOne() {
		Member survivor = any();
		for (Member member : this.members) {
			if (member != survivor) {
				member.kill();
			}
		}
		if (survivor.isUp()) {
			survivor.process().thaw();
		}
		return survivor;
	}

	/** Lets a member go on if it is down, as it may have been stopping. */
	public void revive(Member member) {
		if (!member.isUp()) {
			member.start();
		}
	}

}
