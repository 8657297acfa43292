/** How each service finds its region and its credentials, and what to say when it does not. */
package io.flowcanary.aws;
