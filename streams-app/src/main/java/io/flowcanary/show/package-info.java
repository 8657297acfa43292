/** What people read in a terminal: text from answers, without asking anybody and without a clock. */
package io.flowcanary.show;
