package io.flowcanary.cli;

/** In which form a command answers; named as people write it. */
enum Output {
    table,
    json
}
