package dev.workflows.store;

import dev.workflows.StepKind;

/**
 * What a verb is remembered by, within one instance.
 *
 * @param scope the branch it belongs to; empty for the workflow itself
 * @param kind the kind of verb
 * @param name its name
 * @param count the how-manieth use of kind and name in its scope, from 1
 * @since 0.1
 */
public record StepKey(String scope, StepKind kind, String name, int count) {
}
