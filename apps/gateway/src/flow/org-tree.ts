import type { Result } from '@xiaomai/kernel';
import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import type { List } from '@xiaomai/gateway-api/list';
import type { OrgUnit, OrgUnitDetail, OrgUnitEntry, OrgUnitImportResult } from '@xiaomai/gateway-api/org-unit';
import type { OrgTreeChange, OrgUnitChanged, OrgUnitCommand } from '@xiaomai/gateway-api/org-unit-command';

/** Which org units. */
export type OrgUnitFilter = {
  readonly parent?: string | undefined;
  readonly type?: string | undefined;
  readonly asOf?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** Why an org unit cannot be imported. */
export type OrgUnitFault = {
  readonly unit: string;
  readonly rule: 'invalid-id' | 'unknown-parent' | 'cycle' | 'second-root' | 'unknown-stretch';
};

/** Why the tree cannot change so: a JSON pointer into the command, a fault code, what stands there. */
export type OrgUnitChangeFault = { readonly pointer: string; readonly rule: FaultCode; readonly value: string };

/** A command on an org unit. */
export type OrgUnitOrder = {
  readonly id: string;
  /** Version that was seen; 0 = whatever it is. */
  readonly ifMatch: number;
  readonly command: OrgUnitCommand;
};

/** Which changes of the tree. */
export type OrgTreeChangeFilter = {
  readonly orgUnit?: string | undefined;
  readonly limit: number;
  readonly before: number;
};

/** The tree, as `indicator` keeps it. */
export type OrgTree = {
  readonly list: (token: string, filter: OrgUnitFilter) => Promise<List<OrgUnit>>;
  readonly get: (token: string, id: string, asOf: string) => Promise<OrgUnitDetail | undefined>;
  readonly import: (
    token: string,
    entries: readonly OrgUnitEntry[],
  ) => Promise<Result<OrgUnitImportResult, readonly OrgUnitFault[]>>;
  readonly change: (
    token: string,
    order: OrgUnitOrder,
  ) => Promise<Result<OrgUnitChanged, readonly OrgUnitChangeFault[]>>;
  readonly changes: (token: string, filter: OrgTreeChangeFilter) => Promise<List<OrgTreeChange>>;
  /** Every place of every unit, those of one unit together in the order of days. */
  readonly all: (token: string) => AsyncIterable<OrgUnit>;
  readonly stop: () => void;
};
