"""Parts of weights on disk: locks, sizes, digests, the queue."""
