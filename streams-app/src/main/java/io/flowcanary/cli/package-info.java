/** The command line. Each command says what it does and what to do when it cannot. */
package io.flowcanary.cli;
