import type { AlertChanged } from '@xiaomai/gateway-api/stream';

export type Phase = 'connecting' | 'catching-up' | 'live' | 'broken';

/** What the stream has said since the page was opened. */
export type StreamState = {
  readonly phase: Phase;
  /** When this phase began. */
  readonly since: number;
  readonly lastEventAt: number | undefined;
  /** The newest version heard of each alert, oldest news first; bounded. */
  readonly alerts: ReadonlyMap<string, HeardAlert>;
};

export type HeardAlert = { readonly alert: AlertChanged; readonly heardAt: number };

export type StreamNews =
  | { readonly kind: 'opened' | 'caught-up' | 'broke' | 'moved'; readonly at: number }
  | { readonly kind: 'alert'; readonly at: number; readonly alert: AlertChanged };

export const mostHeard = 500;

export const quiet = (at: number): StreamState => ({
  phase: 'connecting',
  since: at,
  lastEventAt: undefined,
  alerts: new Map(),
});

const enter = (state: StreamState, phase: Phase, at: number): StreamState =>
  state.phase === phase ? state : { ...state, phase, since: at };

function hear(state: StreamState, alert: AlertChanged, at: number): StreamState {
  const known = state.alerts.get(alert.id);
  if (known !== undefined && known.alert.version >= alert.version) return { ...state, lastEventAt: at };
  const alerts = new Map(state.alerts);
  alerts.delete(alert.id);
  alerts.set(alert.id, { alert, heardAt: at });
  for (const id of alerts.keys()) {
    if (alerts.size <= mostHeard) break;
    alerts.delete(id);
  }
  return { ...state, lastEventAt: at, alerts };
}

export function afterNews(state: StreamState, news: StreamNews): StreamState {
  switch (news.kind) {
    case 'opened':
      return enter(state, 'catching-up', news.at);
    case 'caught-up':
      return state.phase === 'catching-up' ? enter(state, 'live', news.at) : state;
    case 'broke':
      return enter(state, 'broken', news.at);
    case 'moved':
      return { ...state, lastEventAt: news.at };
    case 'alert':
      return hear(state, news.alert, news.at);
  }
}
