import { get, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Address } from './connection.ts';
import type { AlertEvent } from './alert-watch.ts';
import type { Place } from '../place/texts.ts';
import type { RollupEvent, Tracker } from './tracker.ts';

/** A live view of the events. */
export type Stream = { readonly breaks: () => number; readonly stop: () => void };

const againMs = 100;

type Follow = {
  readonly origin: Address;
  readonly token: string;
  readonly place: Place;
  readonly tracker: Tracker;
  readonly onOpen: () => void;
};

type Watch = Pick<Follow, 'place' | 'tracker'>;

function onEvent(block: string, { place, tracker }: Watch): void {
  const nowMs = performance.now();
  const lines = block.split('\n');
  const event = lines
    .find((line) => line.startsWith('event:'))
    ?.slice(6)
    .trim();
  const data = lines.find((line) => line.startsWith('data:'))?.slice(5) ?? '';
  if (event === 'alert') tracker.onAlert(JSON.parse(data) as AlertEvent, nowMs);
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

/** Follows the event stream of a target; one that breaks is opened again and counted. */
export function followStream({ origin, token, onOpen, ...watch }: Follow): Stream {
  let [breaks, stopped] = [0, false];
  let request: ClientRequest | undefined;
  const open = (): void => {
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
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
      readEvents(response, watch);
    });
    request.once('error', again);
  };
  open();
  return {
    breaks: () => breaks,
    stop: () => {
      stopped = true;
      request?.destroy();
    },
  };
}
