/** What a rollout may be expected to do: the real judge on calls that are drawn by chance. */
package io.flowcanary.plan;
