/** The gate's own function, {@code genesys/lambda}, as this machine runs it. */
package io.flowcanary.local.gate;
