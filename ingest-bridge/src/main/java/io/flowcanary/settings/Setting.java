package io.flowcanary.settings;

/**
 * One environment variable.
 *
 * @param name the variable
 * @param otherwise its default; empty when it has none
 * @param meaning one line for people
 */
public record Setting(String name, String otherwise, String meaning) {}
