package dev.workflows.simulation.check;

import java.util.List;

import dev.workflows.simulation.cluster.Database;
import dev.workflows.simulation.fault.Faults;
import dev.workflows.simulation.work.Errand;
import dev.workflows.simulation.work.Journal;
import dev.workflows.simulation.work.Ledger;

/**
 * What is left of a run.
 *
 * @param database the database, with its log
 * @param ledger which bodies ran
 * @param journal what applications were told
 * @param errands what applications wanted
 * @param faults what went wrong
 * @param crashLimit after how many crashes an instance is parked
 */
public record Evidence(Database database, Ledger ledger, Journal journal, List<Errand> errands, Faults faults,
		int crashLimit) {
}
