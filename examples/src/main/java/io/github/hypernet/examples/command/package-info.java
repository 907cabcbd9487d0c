/** The commands of the app and their options. */
package io.github.hypernet.examples.command;
