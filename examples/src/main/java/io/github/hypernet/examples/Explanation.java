/*
 * Copyright 2026 The Hypernet developers
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.hypernet.examples;

import ai.djl.MalformedModelException;
import ai.djl.TrainingDivergedException;
import ai.djl.engine.EngineException;
import ai.djl.translate.TranslateException;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;

/** What the app says when it cannot do what it was asked: one sentence for bad input. */
final class Explanation {

    static final String OUT_OF_MEMORY =
            "Java's memory is used up: choose smaller settings or less data, or give it more by"
                    + " java -Xmx8g -jar";

    private Explanation() {}

    /** Explains arguments that do not fit the commands. */
    static int ofArguments(ParameterException exception, String... args) {
        CommandLine command = exception.getCommandLine();
        String help = "\"" + command.getCommandSpec().qualifiedName() + " --help\"";
        String sentence = exception.getMessage();
        if (exception instanceof UnmatchedArgumentException unmatched) {
            sentence = unmatched(unmatched) + " (" + help + " lists what there is)";
        } else if (exception instanceof MissingParameterException) {
            sentence += " (" + help + " explains it)";
        }
        return print(command, sentence.replace("option option", "option"), ExitCode.USAGE);
    }

    private static String unmatched(UnmatchedArgumentException exception) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String argument = exception.getUnmatched().get(0);
        boolean isCommand = command.getParent() == null && !exception.isUnknownOption();
        String sentence =
                exception.isUnknownOption()
                        ? "There is no option " + argument + " of \"" + name + "\""
                        : isCommand
                                ? "There is no command " + argument
                                : "\"" + name + "\" takes no argument " + argument;
        List<String> similar = exception.getSuggestions();
        return similar.isEmpty()
                ? sentence
                : sentence
                        + "; did you mean "
                        + similar.stream().limit(3).collect(Collectors.joining(" or "))
                        + "?";
    }

    /** Explains what went wrong in a command; what is no bad input shows where it happened. */
    static int ofFailure(
            Exception exception, CommandLine command, CommandLine.ParseResult parseResult)
            throws Exception {
        Throwable cause = cause(exception);
        if (cause instanceof TrainingDivergedException) {
            return print(command, cause.getMessage(), ExitCode.SOFTWARE);
        }
        if (cause instanceof EngineException) {
            return print(command, engineFailed(cause.getMessage()), ExitCode.SOFTWARE);
        }
        if (cause instanceof OutOfMemoryError) {
            return print(command, OUT_OF_MEMORY, ExitCode.SOFTWARE);
        }
        String sentence = sentence(cause);
        if (sentence == null) {
            throw exception;
        }
        return print(command, sentence, ExitCode.USAGE);
    }

    /** Returns what went wrong, without what it was passed on in. */
    private static Throwable cause(Throwable problem) {
        boolean isWrapped =
                problem instanceof UncheckedIOException || problem instanceof TranslateException;
        return isWrapped && problem.getCause() != null ? cause(problem.getCause()) : problem;
    }

    private static String engineFailed(String message) {
        String first = String.valueOf(message).lines().findFirst().orElse("");
        String sentence = "The engine failed: " + first;
        return first.contains("memory")
                ? sentence + "; choose smaller settings, such as batchSize"
                : sentence;
    }

    private static String sentence(Throwable problem) {
        if (problem instanceof FileSystemException failed) {
            return sentence(failed);
        }
        if (problem instanceof EOFException && problem.getMessage() == null) {
            return "A file ends too early: it is cut off";
        }
        if (problem instanceof InvalidPathException invalid) {
            return "There can be no file of the name " + invalid.getInput();
        }
        boolean badInput =
                problem instanceof IOException
                        || problem instanceof IllegalArgumentException
                        || problem instanceof MalformedModelException
                        || problem instanceof TranslateException;
        if (!badInput) {
            return null;
        }
        return problem.getMessage() == null
                ? "The input cannot be read: " + problem.getClass().getSimpleName()
                : problem.getMessage();
    }

    private static String sentence(FileSystemException problem) {
        if (problem instanceof NoSuchFileException) {
            return "There is no file or folder " + problem.getFile();
        }
        if (problem instanceof AccessDeniedException) {
            return "No permission to read or write " + problem.getFile();
        }
        if (problem instanceof FileSystemLoopException) {
            return "The folder " + problem.getFile() + " is a link to a folder that it is in";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return "There is a file " + problem.getFile() + " where a folder is to be";
        }
        String reason = problem.getReason() == null ? "" : ": " + problem.getReason();
        return "Cannot read or write " + problem.getFile() + reason;
    }

    /** Prints one line: what files or arguments brought into it cannot change the terminal. */
    static int print(CommandLine command, String sentence, int exitCode) {
        String line = sentence.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cc}", "?");
        command.getErr().println("hypernet: " + line);
        return exitCode;
    }
}
