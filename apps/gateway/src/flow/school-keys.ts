import type { List } from '@xiaomai/gateway-api/list';
import type { Fault } from '@xiaomai/gateway-api/problem';
import type { IssuedSchoolKey, SchoolKey, SchoolKeyDetail, SchoolKeyOrder } from '@xiaomai/gateway-api/school-key';
import type { Result } from '@xiaomai/kernel';

/** A fault of a wanted key, without its words. */
export type KeyFault = Pick<Fault, 'code' | 'pointer' | 'value'>;

/** School keys, as `ingest` keeps them. */
export type SchoolKeys = {
  readonly list: (
    token: string,
    page: { readonly orgUnit?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
  ) => Promise<List<SchoolKey>>;
  readonly get: (token: string, id: string) => Promise<SchoolKeyDetail | undefined>;
  readonly create: (token: string, order: SchoolKeyOrder) => Promise<Result<IssuedSchoolKey, readonly KeyFault[]>>;
  readonly rotate: (
    token: string,
    order: { readonly id: string; readonly ifVersion: number; readonly graceMs: number },
  ) => Promise<IssuedSchoolKey | undefined>;
  readonly revoke: (
    token: string,
    order: { readonly id: string; /** 0 = whatever it is. */ readonly ifVersion: number; readonly reason: string },
  ) => Promise<SchoolKeyDetail | undefined>;
  readonly stop: () => void;
};
