package dev.workflows.payload;

import java.lang.reflect.Type;
import java.util.concurrent.atomic.AtomicReference;

import dev.workflows.Names;
import dev.workflows.StepCall;
import dev.workflows.WorkflowValidationException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Finds the type of a step's result: from the options, else from the code of the lambda.
 * What is found for a lambda's class is kept with that class.
 *
 * @since 0.1
 */
public final class ResultTypes {

	private final ClassValue<AtomicReference<@Nullable Found>> byClass = new ClassValue<>() {

		@Override
		protected AtomicReference<@Nullable Found> computeValue(Class<?> type) {
			return new AtomicReference<>();
		}

	};

	/**
	 * Returns the type that a step's result is decoded to.
	 * @param step the step's name, for messages
	 * @param returning the type that the options name, or {@code null}
	 * @param call the body
	 * @return the type; {@code Void} for a body that can only answer {@code null}
	 * @throws WorkflowValidationException WF-2105 if the type is not known well enough to
	 * decode it, with the code to write; WF-2106 if it is a stream or a future
	 */
	public Type of(String step, @Nullable Type returning, StepCall<?> call) {
		if (returning != null) {
			Class<?> raw = ResolvableType.forType(returning).resolve();
			if (raw != null && TypeRules.isRunning(raw)) {
				throw new WorkflowValidationException("WF-2106", TypeRules.adviceOnRunning(step, raw));
			}
			return returning;
		}
		AtomicReference<@Nullable Found> known = this.byClass.get(call.getClass());
		Found found = known.get();
		if (found == null) {
			found = find(call);
			known.set(found);
		}
		return found.typeFor(step);
	}

	private static Found find(StepCall<?> call) {
		LambdaCode lambda = LambdaCode.of(call);
		ResolvableType type = (lambda != null) ? lambda.resultType()
				: ResolvableType.forClass(call.getClass()).as(StepCall.class).getGeneric(0);
		Class<?> raw = type.resolve();
		if (raw == null) {
			return new Found(null, Object.class);
		}
		return TypeRules.isDecodable(type, raw) ? new Found(ConcreteTypes.of(type), raw) : new Found(null, raw);
	}

	/**
	 * What is known of a lambda's class.
	 *
	 * @param type the type, or {@code null} if it has to be named
	 * @param raw the class as far as it is known
	 */
	private record Found(@Nullable Type type, Class<?> raw) {

		Type typeFor(String step) {
			if (this.type != null) {
				return this.type;
			}
			if (TypeRules.isRunning(this.raw)) {
				throw new WorkflowValidationException("WF-2106", TypeRules.adviceOnRunning(step, this.raw));
			}
			throw new WorkflowValidationException("WF-2105",
					"the type of the result of step " + Names.quoted(step) + " is not known: the body answers "
							+ this.raw.getSimpleName() + "; write " + TypeRules.cure(this.raw));
		}

	}

}
