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
package io.github.hypernet.examples.command;

import org.testng.Assert;
import org.testng.annotations.Test;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the kinds' samplers stand side by side. */
public class SampleCommandTest {

    @Test
    public void anOptionWhoseNameIsTakenGetsItsKindsBeforeIt() {
        CommandSpec command = CommandSpec.create();
        OptionSpec count = OptionSpec.builder("--count").type(int.class).build();
        command.addOption(SampleCommand.option(count, "strokes", command));
        command.addOption(SampleCommand.option(count, "tasks", command));
        Assert.assertNotNull(command.findOption("--count"));
        Assert.assertNotNull(command.findOption("--tasks-count"));
    }
}
