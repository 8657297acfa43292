/** HTTP: what the queries find, and whether the service is well. */
package io.flowcanary.web;
