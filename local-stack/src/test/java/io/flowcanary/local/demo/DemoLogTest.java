package io.flowcanary.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoLogTest {
    @Test
    void itsConfigurationShipsWithTheDemo() {
        assertThat(Demo.class.getResource("/" + DemoLog.CONFIGURATION)).isNotNull();
    }
}
