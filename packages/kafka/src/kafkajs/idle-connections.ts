import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** A connection's queue, as far as it is known here. */
type Queue = { readonly pending: readonly unknown[]; scheduleCheckPendingRequests: () => void };

const queue = RequestQueue.prototype as Queue;
const schedule = queue.scheduleCheckPendingRequests;

// kafkajs 2.2.4 looks every millisecond whether a request waits, on every connection and for ever after its first answer,
// because a delay of "until -1" is taken for one of 1 ms. That cost each process a fiftieth of a core while nothing happened.
// A request that has to wait asks for the look itself.
queue.scheduleCheckPendingRequests = function (this: Queue) {
  if (this.pending.length > 0) schedule.call(this);
};
