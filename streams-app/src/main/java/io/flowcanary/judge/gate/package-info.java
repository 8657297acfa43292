/** Whether the gate in the flow sends the share that is set, at random: nothing the versions do can be compared otherwise. */
package io.flowcanary.judge.gate;
