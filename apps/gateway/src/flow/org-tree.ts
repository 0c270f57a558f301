import type { Result } from '@xiaomai/kernel';
import type { List } from '@xiaomai/gateway-api/list';
import type { OrgUnit, OrgUnitDetail, OrgUnitEntry, OrgUnitImportResult } from '@xiaomai/gateway-api/org-unit';

/** Which org units. */
export type OrgUnitFilter = {
  readonly parent?: string | undefined;
  readonly type?: string | undefined;
  readonly asOf?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** Why an org unit cannot be imported. */
export type OrgUnitFault = {
  readonly unit: string;
  readonly rule: 'invalid-id' | 'unknown-parent' | 'cycle' | 'second-root';
};

/** The tree, as `indicator` keeps it. */
export type OrgTree = {
  readonly list: (token: string, filter: OrgUnitFilter) => Promise<List<OrgUnit>>;
  readonly get: (token: string, id: string, asOf: string) => Promise<OrgUnitDetail | undefined>;
  readonly import: (
    token: string,
    entries: readonly OrgUnitEntry[],
  ) => Promise<Result<OrgUnitImportResult, readonly OrgUnitFault[]>>;
  readonly all: (token: string) => AsyncIterable<OrgUnit>;
  readonly stop: () => void;
};
