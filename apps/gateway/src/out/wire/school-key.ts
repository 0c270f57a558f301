import type { SchoolKey as SchoolKeyMessage, SchoolKeyEvent } from '@xiaomai/contracts/school-key';
import type { IssuedSchoolKey, SchoolKey, SchoolKeyDetail } from '@xiaomai/gateway-api/school-key';

import { instant } from './figure.ts';

const orNull = (at: number): string | null => (at === 0 ? null : instant(at));

const kinds: Readonly<Record<string, SchoolKeyDetail['history'][number]['kind']>> = {
  rotated: 'rotated',
  revoked: 'revoked',
};

const eventFromWire = ({ at, by, kind, note }: SchoolKeyEvent): SchoolKeyDetail['history'][number] => ({
  at: instant(at),
  by,
  kind: kinds[kind] ?? 'created',
  note,
});

export const keyFromWire = (wire: SchoolKeyMessage): SchoolKey => ({
  id: wire.id,
  orgUnit: wire.orgUnit,
  datasets: wire.datasets,
  label: wire.label,
  signature: wire.signatureRequired ? 'required' : 'optional',
  state: wire.revoked ? 'revoked' : 'active',
  oldSecretUntil: orNull(wire.oldSecretUntil),
  createdAt: instant(wire.createdAt),
  lastUsedAt: orNull(wire.lastUsedAt),
  version: wire.version,
  etag: `"${String(wire.version)}"`,
});

export const keyDetailFromWire = (wire: SchoolKeyMessage): SchoolKeyDetail => ({
  ...keyFromWire(wire),
  history: wire.history.map(eventFromWire),
});

type Issued = { readonly key: SchoolKeyMessage; readonly secret: string; readonly signingSecret: string };

export const issuedKeyFromWire = ({ key, secret, signingSecret }: Issued): IssuedSchoolKey => ({
  ...keyDetailFromWire(key),
  secret,
  signingSecret,
});
