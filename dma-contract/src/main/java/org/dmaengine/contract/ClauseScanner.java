package org.dmaengine.contract;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Reads which tests name which clauses, from the sources: they are there whatever part of the project has been built.
record ClauseScanner(Map<String, Set<String>> testsByClause, List<String> problems) {
    private static final Set<String> TESTS = Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate",
            "JCStressTest");

    /// Reads all modules under this folder.
    static ClauseScanner scan(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.filter(path -> Files.isDirectory(path.resolve("src"))).sorted().toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                        if (Files.readString(file).contains("@Clause(")) {
                            sources.add(file);
                        }
                    }
                }
            }
        }
        ClauseScanner found = new ClauseScanner(new TreeMap<>(), new ArrayList<>());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(found.new Classes(), null);
            }
        }
        return found;
    }

    private final class Classes extends TreeScanner<Void, Void> {
        private final Deque<String> names = new ArrayDeque<>();

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            names.addLast(tree.getSimpleName().toString());
            note(tree.getModifiers(), String.join(".", names));
            super.visitClass(tree, nothing);
            names.removeLast();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            note(tree.getModifiers(), String.join(".", names) + "." + tree.getName());
            return super.visitMethod(tree, nothing);
        }

        private void note(ModifiersTree modifiers, String place) {
            boolean test = false;
            boolean disabled = false;
            List<String> clauses = List.of();
            for (AnnotationTree annotation : modifiers.getAnnotations()) {
                String name = annotation.getAnnotationType().toString();
                test |= TESTS.contains(name);
                disabled |= name.startsWith("Disabled");
                if (name.equals("Clause")) {
                    clauses = annotation.getArguments().stream().flatMap(argument -> literals(argument).stream()).toList();
                }
            }
            if (!clauses.isEmpty() && (!test || disabled)) {
                problems.add(place + " names clauses, but is no test that runs");
            }
            for (String clause : clauses) {
                testsByClause.computeIfAbsent(clause, c -> new TreeSet<>()).add(place);
            }
        }
    }

    private static List<String> literals(ExpressionTree tree) {
        return switch (tree) {
            case AssignmentTree assignment -> literals(assignment.getExpression());
            case NewArrayTree array -> array.getInitializers().stream().flatMap(each -> literals(each).stream()).toList();
            case LiteralTree literal -> List.of(String.valueOf(literal.getValue()));
            default -> throw new IllegalArgumentException("@Clause takes plain strings, not " + tree);
        };
    }
}
