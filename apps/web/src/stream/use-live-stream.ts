import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { AlertChanged, ScorecardChanged } from '@xiaomai/gateway-api/stream';
import type { EventSourceMessage } from 'eventsource-parser/stream';
import { createContext, use, useEffect, useEffectEvent, useState, useSyncExternalStore, type Context } from 'react';
import type { z } from 'zod';
import { headersOf, urlOf } from '../api/client.ts';
import { useCaller } from '../api/use-reading.ts';
import { useSession } from '../session/session-context.tsx';
import { followStream } from './follow-stream.ts';
import { gather, type Gatherer } from './gather.ts';
import type { StreamState } from './stream-state.ts';
import { createStreamStore, type StreamStore } from './stream-store.ts';

const silenceMs = 60_000;
const pauseMs = 500;

const figures = ['scorecards', 'indicators', 'trace', 'submissions'];

export const StreamContext: Context<StreamStore> = createContext<StreamStore>(createStreamStore(0));

/** Whether a changed rollup moves what is in view. */
export type Concerns = (changed: Pick<ScorecardChanged, 'orgUnit' | 'period'>) => boolean;

type Ears = Gatherer & { readonly client: QueryClient; readonly store: StreamStore; readonly concerns: Concerns };

function dataIn<T extends z.ZodType>(schema: T, event: EventSourceMessage): z.infer<T> | undefined {
  try {
    return schema.safeParse(JSON.parse(event.data)).data;
  } catch {
    return undefined;
  }
}

function catchUp({ client, store }: Ears): void {
  store.tell({ kind: 'opened', at: Date.now() });
  void client.invalidateQueries().finally(() => store.tell({ kind: 'caught-up', at: Date.now() }));
}

/** Alerts travel whole: their list needs no new reading, only the one that is open does, for its timeline. */
function hearAlert({ client, store, add }: Ears, event: EventSourceMessage): void {
  const alert = dataIn(AlertChanged, event);
  if (alert === undefined) return add(['alerts']);
  store.tell({ kind: 'alert', at: Date.now(), alert });
  void client.invalidateQueries({ queryKey: ['alerts', `/alerts/${encodeURIComponent(alert.id)}`] });
}

function hearScorecard({ store, add, concerns }: Ears, event: EventSourceMessage): void {
  const changed = dataIn(ScorecardChanged, event);
  store.tell({ kind: 'moved', at: Date.now() });
  if (changed === undefined || concerns(changed)) add(figures);
}

function hear(ears: Ears, event: EventSourceMessage): void {
  if (event.event === 'reset') catchUp(ears);
  if (event.event === 'alert') hearAlert(ears, event);
  if (event.event === 'scorecard') hearScorecard(ears, event);
  if (event.event === 'report') ears.add(['reports']);
  if (event.event === 'hazard') ears.add(['hazards']);
}

/** Keeps the page live for as long as it is mounted. */
export function useLiveStream(concerns: Concerns): StreamStore {
  const client = useQueryClient();
  const { token, lang } = useCaller();
  const { leave } = useSession();
  const [store] = useState(() => createStreamStore(Date.now()));
  const isConcerned = useEffectEvent(concerns);
  useEffect(() => {
    const reload = (topics: ReadonlySet<string>): Promise<void> =>
      client.invalidateQueries({ predicate: ({ queryKey }) => topics.has(String(queryKey[0])) });
    const ears = { client, store, concerns: isConcerned, ...gather(reload, pauseMs) };
    const source = { url: urlOf('/stream'), headers: () => headersOf({ token, lang }), silenceMs };
    const unfollow = followStream(source, {
      onOpen: () => catchUp(ears),
      onEvent: (event) => hear(ears, event),
      onBreak: (status) => (status === 401 ? leave('ended') : store.tell({ kind: 'broke', at: Date.now() })),
    });
    return () => {
      unfollow();
      ears.stop();
    };
  }, [client, store, token, lang, leave]);
  return store;
}

export function useStream(): StreamState {
  const store = use(StreamContext);
  return useSyncExternalStore(store.subscribe, store.get);
}
