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
package io.github.hypernet.core;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Generated weights, kept from one evaluation to the next while what they were made from has the
 * same values.
 *
 * <p>An array of DJL tells nobody when it changes: an optimizer, a load, a checkpoint or a user may
 * write into it. So the values themselves are compared, with copies of those that the weights were
 * made from. They are few beside the work that they save, and no way to change them is missed.
 *
 * <p>Evaluations on several threads and devices share the weights of their device. Weights that are
 * replaced are closed when the last evaluation that uses them ends.
 */
final class KeptWeights {

    private final Map<Device, Loan> loans = new HashMap<>();

    /**
     * Lends the weights, generated anew only if their sources have changed.
     *
     * @param sources embeddings and the generator's parameters, on one device
     * @param owner the manager that the weights live as long as
     * @param generate makes the weights, attached to a manager
     * @return the loan, to be ended by {@link #end}
     */
    synchronized Loan lend(NDList sources, NDManager owner, Function<NDManager, NDList> generate) {
        Device device = sources.head().getDevice();
        Loan loan = loans.get(device);
        if (loan == null || !loan.isMadeFrom(sources)) {
            if (loan != null) {
                loan.drop();
            }
            loan = new Loan(sources, owner.newSubManager(), generate);
            loans.put(device, loan);
        }
        ++loan.users;
        return loan;
    }

    /** Takes weights back from an evaluation. */
    synchronized void end(Loan loan) {
        --loan.users;
        loan.closeIfUnused();
    }

    /** Drops all weights. */
    synchronized void clear() {
        loans.values().forEach(Loan::drop);
        loans.clear();
    }

    /** The weights of a device, and copies of what they were made from. */
    static final class Loan {

        private final NDManager manager;
        private final NDList sources = new NDList();
        private final NDList weights;
        private int users;
        private boolean dropped;

        private Loan(NDList sources, NDManager manager, Function<NDManager, NDList> generate) {
            this.manager = manager;
            for (NDArray source : sources) {
                NDArray copy = source.duplicate();
                NDScope.unregister(copy);
                copy.attach(manager);
                this.sources.add(copy);
            }
            weights = generate.apply(manager);
        }

        NDList getWeights() {
            return weights;
        }

        private boolean isMadeFrom(NDList others) {
            // closed with the arrays of a model that is gone
            if (!manager.isOpen()) {
                return false;
            }
            try (NDScope scope = new NDScope()) { // a comparison leaves arrays behind
                scope.suppressNotUsedWarning();
                for (int i = 0; i < others.size(); ++i) {
                    if (!sources.get(i).contentEquals(others.get(i))) {
                        return false;
                    }
                }
                return true;
            }
        }

        private void drop() {
            dropped = true;
            closeIfUnused();
        }

        private void closeIfUnused() {
            if (dropped && users == 0) {
                manager.close();
            }
        }
    }
}
