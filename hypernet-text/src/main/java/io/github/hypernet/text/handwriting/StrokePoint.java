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

/**
 * A point of a drawing, as the pen comes to it.
 *
 * @param dx how far it is from the point before to the right
 * @param dy how far it is from the point before downwards
 * @param lifted whether the pen is lifted after it: the way to the next point leaves no line
 */
public record StrokePoint(float dx, float dy, boolean lifted) {}
