import { SchoolKeyServiceClient } from '@xiaomai/contracts/school-key';
import { isFaultCode } from '@xiaomai/gateway-api/fault-code';
import { call, createClient } from '@xiaomai/grpc';
import { err, ok } from '@xiaomai/kernel';

import type { KeyFault, SchoolKeys } from '../flow/school-keys.ts';
import { textOrNull } from './wire/figure.ts';
import { issuedKeyFromWire, keyDetailFromWire, keyFromWire } from './wire/school-key.ts';

const faultFromWire = ({ pointer, code, value }: { pointer: string; code: string; value: string }): KeyFault => ({
  pointer,
  code: isFaultCode(code) ? code : 'invalid-field',
  value,
});

export function grpcSchoolKeys(address: string): SchoolKeys {
  const client = createClient(SchoolKeyServiceClient, address);
  return {
    list: async (token, { orgUnit = '', cursor = '', limit }) => {
      const page = await call(client.listSchoolKeys.bind(client), { orgUnit, cursor, limit }, { token });
      return { items: page.keys.map(keyFromWire), next: textOrNull(page.next) };
    },
    get: async (token, id) => {
      const { key } = await call(client.getSchoolKey.bind(client), { id }, { token });
      return key && keyDetailFromWire(key);
    },
    create: async (token, { orgUnit, datasets, label, signature }) => {
      const request = { orgUnit, datasets, label, signatureRequired: signature === 'required' };
      const { key, faults, ...secrets } = await call(client.createSchoolKey.bind(client), request, { token });
      return key === undefined ? err(faults.map(faultFromWire)) : ok(issuedKeyFromWire({ key, ...secrets }));
    },
    rotate: async (token, order) => {
      const { key, ...secrets } = await call(client.rotateSchoolKey.bind(client), order, { token });
      return key && issuedKeyFromWire({ key, ...secrets });
    },
    revoke: async (token, order) => {
      const { key } = await call(client.revokeSchoolKey.bind(client), order, { token });
      return key && keyDetailFromWire(key);
    },
    stop: () => {
      client.close();
    },
  };
}
