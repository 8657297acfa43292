/** Time that runs faster than the wall clock, so that hours of calls can be shown in minutes. */
package io.flowcanary.local.clock;
