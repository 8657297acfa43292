package io.flowcanary.local.demo;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Memory for all stores together instead of each: by Kafka Streams' defaults a store may take 50 MiB to read and 48 MiB to
 * write, outside the heap. Made by Kafka Streams, by name.
 */
public final class SmallStores implements RocksDBConfigSetter {
    private static final long TO_READ_AND_WRITE = 64 << 20;
    private static final long TO_WRITE = 32 << 20;
    private static final long ONE_BUFFER = 2 << 20;

    private static final Cache CACHE;
    private static final WriteBufferManager BUFFERS;

    static {
        RocksDB.loadLibrary();
        CACHE = new LRUCache(TO_READ_AND_WRITE);
        BUFFERS = new WriteBufferManager(TO_WRITE, CACHE);
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(ONE_BUFFER);
        options.setMaxWriteBufferNumber(2);
    }

    /** Cache and buffers are shared, and stay for the stores that are still open. */
    @Override
    public void close(String store, Options options) {}
}
