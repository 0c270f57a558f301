import {
  createHazardAnnouncer,
  type HazardAnnouncer,
  type HazardEvents,
  type ReadRounds,
} from './hazards/flow/announce.ts';
import { actOnHazard, type ActOnHazard } from './hazards/flow/act-on-hazard.ts';
import type { HazardReader, HazardStore, NumberBook } from './hazards/flow/hazard-store.ts';
import { markOverdue } from './hazards/flow/mark-overdue.ts';
import { queryHazards, type QueryHazards } from './hazards/flow/query-hazards.ts';
import { registerHazards, type RegisterHazards } from './hazards/flow/register-hazards.ts';
import { summariseHazards, type ReadRoundSummary, type SummariseHazards } from './hazards/flow/summarise-hazards.ts';
import type { HazardPolicy } from './hazards/domain/decide.ts';

/** What the hazard ledger is wired to. */
export type LedgerPorts = {
  readonly policy: HazardPolicy;
  readonly hazards: HazardStore;
  readonly reader: HazardReader;
  readonly book: NumberBook;
  readonly rounds: ReadRounds;
  readonly roundSummary: ReadRoundSummary;
  readonly events: HazardEvents;
  readonly onFault: (error: unknown) => void;
};

/** What the ledger does, to be driven by topics, calls and timers. */
export type LedgerFlows = {
  readonly register: RegisterHazards;
  readonly act: ActOnHazard;
  readonly query: QueryHazards;
  readonly summarise: SummariseHazards;
  readonly markOverdue: (at: number) => Promise<number>;
  readonly announcer: HazardAnnouncer;
};

/** Joins the flows: reports, commands and clocks → hazards → other services. */
export function wireLedger({ policy, hazards, reader, book, onFault, ...ports }: LedgerPorts): LedgerFlows {
  const announcer = createHazardAnnouncer({ hazards, reader, rounds: ports.rounds, events: ports.events });
  const { announce } = announcer;
  return {
    register: registerHazards({ policy, hazards, book, announce }),
    act: actOnHazard({ policy, hazards, announce, onFault }),
    query: queryHazards(reader),
    summarise: summariseHazards(reader, ports.roundSummary),
    markOverdue: markOverdue({ policy, hazards, announce }),
    announcer,
  };
}
