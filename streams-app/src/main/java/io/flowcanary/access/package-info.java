/** Who may ask for what: tokens, roles, limits, and what the listener shows. */
package io.flowcanary.access;
