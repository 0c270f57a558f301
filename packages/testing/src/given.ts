import type { Result } from '@xiaomai/kernel';

/** A pure core: what a command does to a state, and what an event makes of it. */
export type Decider<State, Command, Event, Reason> = {
  readonly initial: State;
  readonly decide: (state: State, command: Command) => Result<readonly Event[], Reason>;
  readonly evolve: (state: State, event: Event) => State;
};

/** The second half of a scenario. */
export type Scenario<Command, Event, Reason> = {
  readonly when: (command: Command) => {
    /** The events must be these, in this order; none = nothing happens. */
    readonly then: (...expected: readonly Event[]) => void;
    /** The command must be refused for this reason. */
    readonly rejects: (reason: Reason) => void;
  };
};

/** Compares and throws when different: `(actual, expected) => expect(actual).toEqual(expected)`. */
export type Compare = (actual: unknown, expected: unknown) => void;

/** The grammar of tests on a pure core: given(events).when(command).then(events) or .rejects(reason). */
export function deciding<State, Command, Event, Reason>(
  decider: Decider<State, Command, Event, Reason>,
  compare: Compare,
): { readonly given: (...events: readonly Event[]) => Scenario<Command, Event, Reason> } {
  return {
    given: (...events) => {
      const state = events.reduce(decider.evolve, decider.initial);
      return {
        when: (command) => {
          const decision = decider.decide(state, command);
          return {
            then: (...expected) => {
              compare(decision, { ok: true, value: expected });
            },
            rejects: (reason) => {
              compare(decision, { ok: false, reason });
            },
          };
        },
      };
    },
  };
}
