import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** Why nothing came back from ingest. */
export type PassageFailure = 'unreachable' | 'broken' | 'timeout' | 'body-timeout';

/** One request on its way through. */
export type Passage = {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly headers: IncomingHttpHeaders;
  /** Told once, only while nothing was answered yet. */
  readonly onFailure: (failure: PassageFailure) => void;
};

/** The way to ingest: bodies stream in both directions and wait for the slower side. */
export type IngestPassage = { readonly pass: (passage: Passage) => void; readonly stop: () => Promise<void> };
