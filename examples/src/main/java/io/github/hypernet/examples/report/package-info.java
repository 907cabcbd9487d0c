/** What the app prints and draws: tables, lines of JSON, charts, and pictures in files. */
package io.github.hypernet.examples.report;
