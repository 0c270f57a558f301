import { connect as connectSocket, type Socket } from 'node:net';

/** An HTTP answer. Status 0: there was none, the connection broke or stayed silent. */
export type Answer = { readonly status: number; readonly retryAfterMs: number; readonly body: () => string };

/** Where to connect to. */
export type Address = { readonly host: string; readonly port: number };

/** One kept-alive HTTP/1.1 connection, one request at a time. */
export type Connection = {
  readonly ask: (request: string | Buffer, onAnswer: (answer: Answer) => void) => void;
  readonly close: () => void;
};

const silentMs = 30_000;
const headEnd = Buffer.from('\r\n\r\n');
const lineEnd = Buffer.from('\r\n');
const newLine = 0x0a;
const failed: Answer = { status: 0, retryAfterMs: 0, body: () => '' };

type Body = { readonly text: () => string } | undefined;

function wholeBody(buffer: Buffer, from: number, length: number): Body {
  if (buffer.length < from + length) return undefined;
  return { text: () => buffer.toString('utf8', from, from + length) };
}

function chunkedBody(buffer: Buffer, from: number): Body {
  const parts: [from: number, to: number][] = [];
  for (let at = from; ;) {
    const sizeEnd = buffer.indexOf(lineEnd, at);
    if (sizeEnd === -1) return undefined;
    const size = Number.parseInt(buffer.toString('latin1', at, sizeEnd), 16);
    const next = sizeEnd + 2 + size + 2;
    if (buffer.length < next) return undefined;
    if (size === 0) return { text: () => Buffer.concat(parts.map(([a, b]) => buffer.subarray(a, b))).toString('utf8') };
    parts.push([sizeEnd + 2, sizeEnd + 2 + size]);
    at = next;
  }
}

function retryAfterMs(status: number, head: string): number {
  if (status !== 429 && status !== 503) return 0;
  return Number(/\r\nretry-after: *(\d+)/i.exec(head)?.[1] ?? 1) * 1_000;
}

const lengthIn = (head: string): string | undefined => /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];

/** How long the whole answer will be; undefined where that is not said at its beginning. */
function neededBytes(buffer: Buffer): number | undefined {
  const end = buffer.indexOf(headEnd);
  const length = end === -1 ? undefined : lengthIn(buffer.toString('latin1', 0, end));
  return length === undefined ? undefined : end + headEnd.length + Number(length);
}

/** The answer at the beginning of a buffer; undefined while it is not complete. */
export function readAnswer(buffer: Buffer): Answer | undefined {
  const end = buffer.indexOf(headEnd);
  if (end === -1) return undefined;
  const head = buffer.toString('latin1', 0, end);
  const length = lengthIn(head);
  const from = end + headEnd.length;
  const body = length === undefined ? chunkedBody(buffer, from) : wholeBody(buffer, from, Number(length));
  if (body === undefined) return undefined;
  const status = Number(head.slice(9, 12));
  return { status, retryAfterMs: retryAfterMs(status, head), body: body.text };
}

/** Puts an answer together; long ones are looked at again only where they may be complete. */
function collectAnswer(): (chunk: Buffer) => Answer | undefined {
  let parts: Buffer[] = [];
  let have = 0;
  let needed: number | undefined;
  return (chunk) => {
    parts.push(chunk);
    have += chunk.length;
    const mayBeWhole = needed === undefined ? chunk.at(-1) === newLine : have >= needed;
    if (parts.length > 1 && !mayBeWhole) return undefined;
    const all = Buffer.concat(parts);
    parts = [all];
    needed = neededBytes(all);
    return readAnswer(all);
  };
}

/** Connects at the first request, and again after the connection broke. */
export function createConnection({ host, port }: Address): Connection {
  let socket: Socket | undefined;
  let collect = collectAnswer();
  let waiting: ((answer: Answer) => void) | undefined;

  const answer = (with_: Answer): void => {
    const onAnswer = waiting;
    waiting = undefined;
    collect = collectAnswer();
    onAnswer?.(with_);
  };

  const open = (): Socket => {
    const opened = connectSocket({ host, port, noDelay: true });
    opened.setTimeout(silentMs, () => {
      if (waiting !== undefined) opened.destroy();
    });
    opened.on('data', (chunk: Buffer) => {
      const complete = collect(chunk);
      if (complete !== undefined) answer(complete);
    });
    opened.on('error', () => undefined); // said by close
    opened.once('close', () => {
      if (socket !== opened) return;
      socket = undefined;
      answer(failed);
    });
    return opened;
  };

  return {
    ask: (request, onAnswer) => {
      waiting = onAnswer;
      socket ??= open();
      socket.write(request);
    },
    close: () => {
      socket?.destroy();
    },
  };
}
