/** Who may ask for what. */
package io.flowcanary.access;
