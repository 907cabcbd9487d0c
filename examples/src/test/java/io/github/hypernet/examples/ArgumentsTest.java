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

import org.testng.Assert;
import org.testng.annotations.DataProvider;
import org.testng.annotations.Test;

/** Arguments that no command takes: one sentence each, not the usage, and exit code 2. */
public class ArgumentsTest {

    /** The arguments, and parts of the answer. */
    @DataProvider
    public static Object[][] refusals() {
        return new Object[][] {
            {"trian", "no command trian", "did you mean", "train"},
            {"--foo", "no option --foo"},
            {"train --epcohs 3", "no option --epcohs", "did you mean --epochs?"},
            {"train -x", "no option -x of \"hypernet train\""},
            {"train digits mnist", "\"hypernet train\" takes no argument mnist"},
            {"train --epochs", "'--epochs'"},
            {"train --epochs many", "'--epochs'", "'many' is not an integer"},
            {"train --epochs 1.5", "'--epochs'", "'1.5' is not an integer"},
            {"train --epochs 1 --epochs 2", "'--epochs'", "only once"},
            {"train --seed 99999999999", "'--seed'", "at most 2147483647"},
            {"train --steps 1e99", "'--steps'", "'1e99'"},
            {"train --minutes NaN", "'--minutes'", "'NaN' is not a number"},
            {"train --minutes 1e999", "'--minutes'", "'1e999' is not a number"},
            {"train --checkpoint-minutes Infinity", "'--checkpoint-minutes'"},
            {"train --json=maybe", "'--json'", "neither true nor false"},
            {"train --set", "'--set'"},
            {"train --set units", "'--set'", "units"},
            {"train --engine", "'--engine'"},
            {"train --recipe ''", "'--recipe'", "not the name of a file"},
            {"train --data ''", "'--data'", "not the name of a file"},
            {"train --out ''", "'--out'", "not the name of a file"},
            {"train --resume ''", "'--resume'", "not the name of a file"},
            {"eval", "'RUN'", "\"hypernet eval --help\""},
            {"eval ''", "RUN", "not the name of a file"},
            {"sample run --temperature NaN", "'--temperature'", "'NaN' is not a number"},
            {"sample run --length 1e9", "'--length'", "'1e9'"},
            {"sample run --seed x", "'--seed'", "'x'"},
            {"sample run --top-k x", "'--top-k'", "'x'"},
            {"sample run --top-p 1e99", "'--top-p'", "'1e99'"},
            {"sample run --bias Infinity", "'--bias'", "'Infinity'"},
            {"sample run more", "\"hypernet sample\" takes no argument more"},
            {"predict run", "'IMAGE'"},
            {"predict run a.png --top 0.5", "'--top'", "'0.5'"},
            {"plot", "'RUN'"},
            {"plot run --out", "'--out'"},
            {"runs a b", "takes no argument b"},
            {"recipes shwo", "did you mean show?"},
            {"recipes show", "'NAME'"},
            {"recipes show digits mnist", "takes no argument mnist"},
            {"params --foo", "no option --foo"},
            {"benchmark --steps many", "'--steps'", "'many'"},
            {"materialize", "'RUN'"},
        };
    }

    @Test(dataProvider = "refusals")
    public void areRefusedInOneSentence(String arguments, String... parts) {
        String[] args = arguments.split(" ");
        for (int i = 0; i < args.length; ++i) {
            args[i] = args[i].equals("''") ? "" : args[i];
        }
        Assert.assertEquals(Answer.of(args).refused(parts).out(), "");
    }

    @Test
    public void whatTheySayDoesNotChangeTheTerminal() {
        Answer.of("train", "--set", "a\u001b[2Jb\n\u0085c=3").refused("no setting a?[2Jb c");
    }
}
