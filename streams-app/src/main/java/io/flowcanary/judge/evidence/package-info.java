/** The tests behind the {@code evidence} judge: exact at any count, valid however often one looks. {@code docs/JUDGE.md} derives them. */
package io.flowcanary.judge.evidence;
