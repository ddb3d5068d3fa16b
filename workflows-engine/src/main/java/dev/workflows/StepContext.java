package dev.workflows;

/**
 * One attempt of a step, as its body sees it.
 *
 * @param name the step's name
 * @param count the how-manieth step of that name this is, from 1
 * @param attempt the number of the attempt, from 1
 * @param options the options in force, those of the first execution
 * @param idempotencyKey a key for outside effects: equal on every attempt and every node
 * within one run of the instance, different for every other step, run and instance, also
 * for a later instance of the same id; at most 180 characters of ASCII that a header can
 * hold
 * @since 0.1
 */
public record StepContext(String name, int count, int attempt, StepOptions options, String idempotencyKey) {
}
