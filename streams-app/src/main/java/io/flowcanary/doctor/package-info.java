/** Checks an installation: each finding says how it is, and what to do. */
package io.flowcanary.doctor;
