import type { Clock } from '../../log/flow/stores.ts';

/** An answer as it was given the first time. */
export type KeptAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly location?: string;
};

/** What is kept of a request under its key. */
export type KeptRequest = {
  /** Who asks, and the key: nobody meets another's keys. */
  readonly scope: string;
  /** Hash of what was asked. */
  readonly bodyHash: string;
  /** Unix milliseconds at which somebody last began to work on it. */
  readonly at: number;
  /** Who works on it. */
  readonly owner: string;
  /** Absent while it is being worked on. */
  readonly answer?: KeptAnswer;
};

/** Where requests are kept. */
export type RequestStore = {
  /** Keeps a new request, or answers with the one that is there. */
  readonly claim: (request: KeptRequest) => Promise<KeptRequest | undefined>;
  /** Takes over a request that its owner has left; false = somebody else did. */
  readonly takeOver: (left: KeptRequest, request: KeptRequest) => Promise<boolean>;
  /** Keeps the answer. */
  readonly finish: (request: KeptRequest, answer: KeptAnswer) => Promise<void>;
  /** Marks a request as left, so that the next try begins at once. */
  readonly leave: (request: KeptRequest) => Promise<void>;
};

/** An answer, and whether it is the last word: a refusal for want of capacity is not. */
export type Worked = { readonly answer: KeptAnswer; readonly final: boolean };

/** How it ended. */
export type OnceOutcome =
  | { readonly kind: 'answered'; readonly answer: KeptAnswer; readonly replayed: boolean }
  | { readonly kind: 'in-flight' | 'key-reused' };

/** Does the work of a request once; asked again, gives the first answer. `again` tells the work that it was begun before. */
export type Once = (
  request: Pick<KeptRequest, 'scope' | 'bodyHash'>,
  work: (again: boolean) => Promise<Worked>,
) => Promise<OnceOutcome>;

const leftAfterMs = 30_000;

/** Makes it. A request whose process crashed may be begun again after half a minute, one that was left at once. */
export function once(ports: {
  readonly requests: RequestStore;
  readonly clock: Clock;
  readonly newId: () => string;
}): Once {
  const { requests, clock } = ports;

  const begin = async (request: KeptRequest): Promise<'new' | 'again' | OnceOutcome> => {
    const kept = await requests.claim(request);
    if (kept === undefined) return 'new';
    if (kept.bodyHash !== request.bodyHash) return { kind: 'key-reused' };
    if (kept.answer !== undefined) return { kind: 'answered', answer: kept.answer, replayed: true };
    if (clock.now() - kept.at < leftAfterMs) return { kind: 'in-flight' };
    return (await requests.takeOver(kept, request)) ? 'again' : { kind: 'in-flight' };
  };

  return async ({ scope, bodyHash }, work) => {
    const request = { scope, bodyHash, at: clock.now(), owner: ports.newId() };
    const begun = await begin(request);
    if (typeof begun === 'object') return begun;
    let worked: Worked | undefined;
    try {
      worked = await work(begun === 'again');
    } finally {
      if (worked?.final === true) await requests.finish(request, worked.answer);
      else await requests.leave(request);
    }
    return { kind: 'answered', answer: worked.answer, replayed: false };
  };
}
