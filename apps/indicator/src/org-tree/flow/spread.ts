import { askInPortions, type Asking, type AskPorts } from './ask-in-portions.ts';

/** A version of whose effects the owners of the scorecards have not heard (often enough). */
export type Unspread = {
  readonly version: number;
  readonly reason: string;
  /** How often they were told already. */
  readonly rounds: number;
};

/** Versions that are still to be spread. A claim holds until its time is over, then another may take over. */
export type SpreadStore<One extends Unspread> = {
  readonly due: (now: number) => Promise<readonly One[]>;
  /** False when another has it. */
  readonly claim: (one: One, claim: { readonly now: number; readonly until: number }) => Promise<boolean>;
  /** Holds the claim for longer. */
  readonly renew: (one: One, until: number) => Promise<void>;
  /** One more round is done; the next is due then. */
  readonly finish: (one: One, nextDueAt: number) => Promise<void>;
};

/** What spreading needs from outside. */
export type SpreadPorts<One extends Unspread> = AskPorts & {
  readonly store: SpreadStore<One>;
  readonly now: () => number;
};

/** What spreading one version asks for; undefined = not yet, this process does not know it. */
export type AskingOf<One extends Unspread> = (
  one: One,
) => (Pick<Asking, 'units' | 'isConcerned'> & { readonly cause: string }) | undefined;

/** Told twice: the second time after any write that was decided under the version before must have ended. */
export const mostRounds = 2;
export const restMs = 30_000;
const leaseMs = 20_000;

/** Asks for every stored scorecard that a version concerns to be judged anew by its owner: at once, and once more when nothing that was
 *  decided under the version before can be on its way any more. After a crash it begins again: whoever is asked twice finds nothing
 *  to change. */
export function spreading<One extends Unspread>(
  ports: SpreadPorts<One>,
  askingOf: AskingOf<One>,
  told: () => void = () => undefined,
): () => Promise<void> {
  const { store, now } = ports;
  return async () => {
    const began = now();
    for (const one of await store.due(began)) {
      const asking = askingOf(one);
      if (asking === undefined || !(await store.claim(one, { now: began, until: began + leaseMs }))) continue;
      const { cause, ...cards } = asking;
      const onPortion = (): Promise<void> => store.renew(one, now() + leaseMs);
      await askInPortions({ ...cards, why: { cause, reason: one.reason }, onPortion }, ports);
      told();
      await store.finish(one, now() + restMs);
    }
  };
}
