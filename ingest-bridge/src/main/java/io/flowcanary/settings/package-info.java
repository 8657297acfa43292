/** Settings from environment variables: typed reads, defaults beside their names, errors that say what to do. */
package io.flowcanary.settings;
