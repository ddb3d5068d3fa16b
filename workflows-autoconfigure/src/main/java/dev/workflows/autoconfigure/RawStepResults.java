package dev.workflows.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.workflows.StepCall;
import dev.workflows.WorkflowStep;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Finds steps whose result is refused when they run, in the byte code of a class: a
 * lambda that is given to {@link WorkflowStep#run(String, StepCall)}, which has no
 * options that could name the type, and returns a raw generic class. Lambdas that reach
 * the step in another way are not judged.
 */
final class RawStepResults {

	private static final Logger logger = LoggerFactory.getLogger(RawStepResults.class);

	private static final String STEP = Type.getInternalName(WorkflowStep.class);

	private static final String STEP_CALL = Type.getDescriptor(StepCall.class);

	private static final String RUN_CALL = "(Ljava/lang/String;" + STEP_CALL + ")Ljava/lang/Object;";

	private RawStepResults() {
	}

	static List<Place> find(Class<?> type) {
		try (InputStream bytes = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			if (bytes != null) {
				Visitor visitor = new Visitor(type);
				new ClassReader(bytes).accept(visitor, ClassReader.SKIP_FRAMES);
				return visitor.places;
			}
		}
		catch (IOException | RuntimeException | LinkageError ex) {
			// Only a hint is lost: the step itself refuses such a result before it runs.
			logger.debug("The steps of {} could not be looked at", type.getName(), ex);
		}
		return Collections.emptyList();
	}

	/**
	 * A step that will be refused.
	 *
	 * @param where the file and line
	 * @param result the raw class
	 * @param code what to write instead
	 */
	record Place(String where, String result, String code) {
	}

	private static final class Visitor extends ClassVisitor {

		private final List<Place> places = new ArrayList<>();

		private final Class<?> type;

		Visitor(Class<?> type) {
			super(SpringAsmInfo.ASM_VERSION);
			this.type = type;
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
				String @Nullable [] exceptions) {
			return new CallVisitor(this.type, this.places);
		}

	}

	private static final class CallVisitor extends MethodVisitor {

		private final Class<?> type;

		private final List<Place> places;

		private int line;

		/** The result of the lambda that the last instruction left on the stack. */
		private @Nullable Type lambdaResult;

		CallVisitor(Class<?> type, List<Place> places) {
			super(SpringAsmInfo.ASM_VERSION);
			this.type = type;
			this.places = places;
		}

		@Override
		public void visitLineNumber(int line, org.springframework.asm.Label start) {
			this.line = line;
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
			this.lambdaResult = (Type.getReturnType(descriptor).getDescriptor().equals(STEP_CALL)
					&& arguments.length > 2 && arguments[1] instanceof Handle body
					&& body.getName().startsWith("lambda$") && arguments[2] instanceof Type signature)
							? signature.getReturnType() : null;
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			if (this.lambdaResult != null && owner.equals(STEP) && name.equals("run") && descriptor.equals(RUN_CALL)) {
				report(this.lambdaResult);
			}
			this.lambdaResult = null;
		}

		private void report(Type result) {
			Class<?> raw = ClassUtils.resolveClassName(result.getClassName(), this.type.getClassLoader());
			int parameters = raw.getTypeParameters().length;
			if (parameters > 0 || raw == Object.class) {
				String name = raw.getSimpleName();
				String option = (parameters == 0) ? "TheType.class" : "new TypeRef<" + name + "<"
						+ String.join(", ", Collections.nCopies(parameters, "TheType")) + ">>() {}";
				this.places.add(new Place(this.type.getName() + ", line " + this.line, name,
						"step.run(\"...\", returning(" + option + "), () -> ...)"));
			}
		}

	}

}
