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
package io.github.hypernet.text.handwriting;

import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import net.razorvine.pickle.objects.ByteArrayConstructor;

import java.io.IOException;
import java.util.Map;

/**
 * Reads pickles of numpy arrays. A pickle may name any function of Python to call; here only those
 * that make an array are known, and any other is refused by its name.
 */
final class NumpyUnpickler extends Unpickler {

    private static final Map<String, IObjectConstructor> CONSTRUCTORS =
            Map.of(
                    "numpy.core.multiarray._reconstruct", arguments -> new NumpyArray(),
                    "numpy._core.multiarray._reconstruct", arguments -> new NumpyArray(),
                    // only ever an argument of the above
                    "numpy.ndarray", arguments -> new NumpyArray(),
                    "numpy.dtype", arguments -> new NumpyArray.Type((String) arguments[0]),
                    // how Python 3 writes bytes for Python 2
                    "_codecs.encode", new ByteArrayConstructor());

    private final String name;

    private static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Creates an unpickler.
     *
     * @param name what messages call the pickle
     */
    NumpyUnpickler(String name) {
        this.name = name;
    }

    /**
     * Reads an array.
     *
     * @throws IOException if the pickle is of something else, or is damaged; the message names it
     */
    NumpyArray read(byte[] pickle) throws IOException {
        try {
            return (NumpyArray) loads(pickle);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // the library meets damage with exceptions of many kinds
            throw new IOException(name + " is damaged: it is no pickle of an array", e);
        }
    }

    @Override
    protected Object dispatch(short key) throws IOException {
        switch (key) {
            case Opcodes.GLOBAL -> {
                String module = PickleUtils.readline(input);
                stack.add(constructor(module, PickleUtils.readline(input)));
            }
            case Opcodes.STACK_GLOBAL -> {
                Object function = stack.pop();
                stack.add(constructor((String) stack.pop(), (String) function));
            }
            case Opcodes.INST -> {
                String module = PickleUtils.readline(input);
                throw refused(module + "." + PickleUtils.readline(input));
            }
            case Opcodes.BUILD -> build((Object[]) stack.pop());
            default -> {
                return super.dispatch(key);
            }
        }
        return NO_RETURN_VALUE;
    }

    private IObjectConstructor constructor(String module, String function) throws IOException {
        String path = module + "." + function;
        IObjectConstructor constructor = CONSTRUCTORS.get(path);
        if (constructor == null) {
            throw refused(path);
        }
        return constructor;
    }

    private IOException refused(String path) {
        return new RefusedException(
                name
                        + " is refused: its pickle asks for Python's "
                        + path
                        + ", and only arrays of numpy are read");
    }

    private void build(Object[] state) {
        if (stack.peek() instanceof NumpyArray array) {
            array.setState(state);
        } else {
            ((NumpyArray.Type) stack.peek()).setState(state);
        }
    }
}
