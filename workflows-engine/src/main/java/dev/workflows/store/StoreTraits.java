package dev.workflows.store;

/**
 * What kind of store it is.
 *
 * @param name the product, for people
 * @param embedded whether it belongs to one process, so that whoever opens it may free
 * the rows of others at once
 * @param durable whether what is committed survives the end of the process
 * @param survivesInterrupts whether a thread that is interrupted inside the database's
 * code does no harm to the store
 * @since 0.1
 */
public record StoreTraits(String name, boolean embedded, boolean durable, boolean survivesInterrupts) {
}
