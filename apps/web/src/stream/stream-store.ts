import { afterNews, quiet, type StreamNews, type StreamState } from './stream-state.ts';

/** The live state of the page, for useSyncExternalStore. */
export type StreamStore = {
  readonly get: () => StreamState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly tell: (news: StreamNews) => void;
};

export function createStreamStore(at: number): StreamStore {
  let state = quiet(at);
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (news) => {
      const next = afterNews(state, news);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
  };
}
