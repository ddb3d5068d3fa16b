package dev.workflows.crashpoints;

import dev.workflows.test.time.VirtualMachine;

/**
 * What a store has to know of the node that uses it.
 *
 * @param name the node's name
 * @param machine the machine that it runs on
 * @param plan says which calls go wrong
 * @param late takes calls that arrive later
 */
public record NodeLink(String name, VirtualMachine machine, CrashPlan plan, LateCalls late) {
}
