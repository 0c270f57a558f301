import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { AlertChanged } from '@xiaomai/gateway-api/stream';
import type { EventSourceMessage } from 'eventsource-parser/stream';
import { createContext, use, useEffect, useState, useSyncExternalStore, type Context } from 'react';
import { headersOf, urlOf } from '../api/client.ts';
import { useCaller } from '../api/use-reading.ts';
import { useSession } from '../session/session-context.tsx';
import { followStream } from './follow-stream.ts';
import type { StreamState } from './stream-state.ts';
import { createStreamStore, type StreamStore } from './stream-store.ts';

const silenceMs = 60_000;
const gatherMs = 400;

/** What each event makes old; alerts travel whole, so their list needs no new reading. */
const madeOld: Readonly<Record<string, readonly string[]>> = {
  scorecard: ['scorecards', 'indicators', 'trace', 'submissions'],
  report: ['reports'],
};

export const StreamContext: Context<StreamStore> = createContext<StreamStore>(createStreamStore(0));

const reload = (client: QueryClient, topics: ReadonlySet<string>): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => topics.has(String(queryKey[0])) });

/** Many changes in a moment are one reading: at most one every `gatherMs`. */
function gatherer(client: QueryClient): { add: (topics: readonly string[]) => void; stop: () => void } {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    const topics = new Set(waiting);
    waiting.clear();
    void reload(client, topics);
  };
  return {
    add: (topics) => {
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(flush, gatherMs);
    },
    stop: () => clearTimeout(timer),
  };
}

function alertIn(event: EventSourceMessage): AlertChanged | undefined {
  try {
    return AlertChanged.safeParse(JSON.parse(event.data)).data;
  } catch {
    return undefined;
  }
}

type Ears = {
  readonly client: QueryClient;
  readonly store: StreamStore;
  readonly add: (topics: readonly string[]) => void;
};

function catchUp({ client, store }: Ears): void {
  store.tell({ kind: 'opened', at: Date.now() });
  void client.invalidateQueries().finally(() => store.tell({ kind: 'caught-up', at: Date.now() }));
}

function hear(ears: Ears, event: EventSourceMessage): void {
  const at = Date.now();
  if (event.event === 'reset') return catchUp(ears);
  if (event.event !== 'alert') {
    ears.store.tell({ kind: 'moved', at });
    return ears.add(madeOld[event.event ?? ''] ?? []);
  }
  const alert = alertIn(event);
  if (alert === undefined) return ears.add(['alerts']);
  ears.store.tell({ kind: 'alert', at, alert });
  void ears.client.invalidateQueries({ queryKey: ['alerts', `/alerts/${encodeURIComponent(alert.id)}`] });
}

/** Keeps the page live for as long as it is mounted. */
export function useLiveStream(): StreamStore {
  const client = useQueryClient();
  const caller = useCaller();
  const { leave } = useSession();
  const [store] = useState(() => createStreamStore(Date.now()));
  const { token, lang } = caller;
  useEffect(() => {
    const { add, stop } = gatherer(client);
    const ears = { client, store, add };
    const source = { url: urlOf('/stream'), headers: () => headersOf({ token, lang }), silenceMs };
    const unfollow = followStream(source, {
      onOpen: () => catchUp(ears),
      onEvent: (event) => hear(ears, event),
      onBreak: (status) => (status === 401 ? leave('ended') : store.tell({ kind: 'broke', at: Date.now() })),
    });
    return () => {
      unfollow();
      stop();
    };
  }, [client, store, token, lang, leave]);
  return store;
}

export function useStream(): StreamState {
  const store = use(StreamContext);
  return useSyncExternalStore(store.subscribe, store.get);
}
