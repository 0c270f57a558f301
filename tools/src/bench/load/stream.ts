import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Address } from './http/connection.ts';
import type { AlertEvent } from './alert-watch.ts';
import type { Place } from '../place/texts.ts';
import type { RollupEvent, Tracker } from './tracker.ts';

/** How often the stream broke, and told to load again. */
export type Interruptions = { readonly breaks: number; readonly resets: number };

/** A live view of the events. */
export type Stream = { readonly interruptions: () => Interruptions; readonly stop: () => void };

const againMs = 100;

type Follow = {
  readonly origin: Address;
  readonly token: string;
  readonly place: Place;
  readonly tracker: Tracker;
  readonly onOpen: () => void;
  /** Something was missed that the stream does not bring any more. */
  readonly onReset: () => void;
};

type Watch = Pick<Follow, 'place' | 'tracker'> & {
  readonly onId: (id: string) => void;
  readonly onReset: () => void;
};

const fieldOf = (lines: readonly string[], name: string): string =>
  lines
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim() ?? '';

function onEvent(block: string, { place, tracker, onId, onReset }: Watch): void {
  const nowMs = performance.now();
  const lines = block.split('\n');
  const [id, event, data] = [fieldOf(lines, 'id'), fieldOf(lines, 'event'), fieldOf(lines, 'data')];
  if (id !== '') onId(id);
  if (event === 'reset') onReset();
  else if (event === 'alert') tracker.onAlert(JSON.parse(data) as AlertEvent, nowMs);
  // Most rollups are of towns: only the city's is worth parsing.
  else if (event === 'scorecard' && data.includes(`"orgUnit":"${place.city}"`))
    tracker.onRollup(JSON.parse(data) as RollupEvent, nowMs);
}

function readEvents(response: IncomingMessage, watch: Watch): void {
  let rest = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) onEvent(block, watch);
  });
}

/** Follows the event stream of a target; one that breaks is counted, and goes on where it was. */
export function followStream({ origin, token, onOpen, onReset, ...watch }: Follow): Stream {
  let [breaks, resets, stopped, lastId] = [0, 0, false, ''];
  const heard: Watch = {
    ...watch,
    onId: (id) => {
      lastId = id;
    },
    onReset: () => {
      resets += 1;
      onReset();
    },
  };
  let request: ClientRequest | undefined;
  const open = (): void => {
    const resume = lastId === '' ? {} : { 'last-event-id': lastId };
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream', ...resume };
    let ended = false;
    const again = (): void => {
      if (stopped || ended) return;
      ended = true;
      breaks += 1;
      setTimeout(open, againMs);
    };
    request = get({ ...origin, path: '/api/v1/stream', headers, agent: false }, (response) => {
      if (response.statusCode === 200) onOpen();
      else response.destroy();
      response.once('close', again);
      readEvents(response, heard);
    });
    request.once('error', again);
  };
  open();
  return {
    interruptions: () => ({ breaks, resets }),
    stop: () => {
      stopped = true;
      request?.destroy();
    },
  };
}
