import type { ExportedHazard } from '@xiaomai/gateway-api/export';
import type {
  Hazard,
  HazardClass,
  HazardCommand,
  HazardDetail,
  HazardRegistration,
  HazardSeverity,
  HazardState,
  HazardVerb,
} from '@xiaomai/gateway-api/hazard';
import type { List } from '@xiaomai/gateway-api/list';
import type { Figures } from './paragraph.ts';

/** Which hazards. */
export type HazardFilter = {
  readonly orgUnit?: string | undefined;
  readonly states: readonly HazardState[];
  readonly classes: readonly HazardClass[];
  readonly severities: readonly HazardSeverity[];
  readonly campaign?: string | undefined;
  readonly overdue: boolean;
  readonly reopened: boolean;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** A person's command on the hazard as seen. */
export type HazardAct = {
  readonly id: string;
  readonly verb: HazardVerb;
  readonly ifMatch: number;
  readonly command: HazardCommand;
};

/** First and last day. */
export type Days = { readonly from: string; readonly to: string };

export type RegisteredHazard = { readonly hazard: HazardDetail; readonly isNew: boolean };

/** The hazard ledger, as `alert` keeps it. */
export type Hazards = {
  readonly register: (token: string, hazard: HazardRegistration) => Promise<RegisteredHazard>;
  readonly list: (token: string, filter: HazardFilter) => Promise<List<Hazard>>;
  readonly get: (token: string, id: string) => Promise<HazardDetail | undefined>;
  readonly act: (token: string, act: HazardAct) => Promise<HazardDetail | undefined>;
  readonly summarise: (token: string, orgUnit: string, days: Days) => Promise<Figures>;
  readonly all: (token: string) => AsyncIterable<ExportedHazard>;
  readonly stop: () => void;
};
