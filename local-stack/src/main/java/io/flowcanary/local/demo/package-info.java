/** All of flow-canary on one machine, with a contact centre that makes calls. */
package io.flowcanary.local.demo;
