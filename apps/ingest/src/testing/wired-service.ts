import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { listen } from '@xiaomai/http';
import { createIssuer, type Identity } from '@xiaomai/identity';
import { wireIntake, type Intake } from '../service-intake.ts';
import { identitySecret, memoryPorts, type MemoryPorts } from './memory-ports.ts';
import { catalogue, units } from './small-district.ts';

/** Keys of the tests: one of the district, one of a school for one dataset. */
export const keys = [
  { keyId: 'district', secret: 'secret-of-the-district', orgUnit: '330702', datasets: [] },
  { keyId: 'school', secret: 'secret-of-the-school', orgUnit: 'school-1', datasets: ['safety'] },
] as const;

/** The service over ports in memory, served on a free port. */
export type WiredService = {
  readonly ports: MemoryPorts;
  readonly intake: Intake;
  readonly url: string;
  readonly push: (body: unknown, more?: PushHeaders) => Promise<Response>;
  /** Asks for a path below /api/v1. */
  readonly fetch: (path: string, headers?: Record<string, string>) => Promise<Response>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** Takes a submission back. */
  readonly withdraw: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** Begins a streamed push. */
  readonly stream: () => { readonly outgoing: ClientRequest; readonly answer: Promise<IncomingMessage> };
  readonly stop: () => Promise<void>;
};

/** How a push differs from one of JSON by the district's key. */
export type PushHeaders = {
  readonly type?: string;
  readonly query?: string;
  /** Below /api/v1. */
  readonly path?: string;
  readonly headers?: Record<string, string>;
};

const bearer = (n: 0 | 1): string => `Bearer sk_${keys[n].keyId}_${keys[n].secret}`;

/** Headers of the school's own key. */
export const asSchool: Record<string, string> = { authorization: bearer(1) };

/** Headers of a person whom the gateway vouches for. */
export async function asPerson(
  role: Identity['role'],
  orgUnit = '330702',
  path = 'cn/33/3307/330702/',
): Promise<Record<string, string>> {
  const identity = { subject: '演示人员', role, orgUnit, path, datasets: [] };
  return { 'x-xiaomai-identity': await createIssuer(identitySecret)(identity), authorization: '' };
}

const isRaw = (body: unknown): body is string | Uint8Array => typeof body === 'string' || body instanceof Uint8Array;

/** How the service is wired besides its ports. */
export type WiringOptions = {
  /** Whether it knows catalogue and tree. */
  readonly reference?: boolean;
  readonly ratePerUnit?: number;
  readonly patienceMs?: number;
};

/** Starts it; `change` puts other ports in place of some; without `reference` it knows neither catalogue nor tree. */
export async function wiredService(
  change: (ports: MemoryPorts) => Partial<MemoryPorts> = () => ({}),
  { reference = true, ratePerUnit = 1_000, patienceMs = 60_000 }: WiringOptions = {},
): Promise<WiredService> {
  const made = memoryPorts(keys);
  const ports = { ...made, ...change(made) };
  const intake = wireIntake(ports, { lag: 6_000, ratePerUnit, patienceMs });
  if (reference) {
    intake.reference.takeCatalogue(catalogue);
    intake.reference.hearTree()({ version: 1, units, complete: true });
  }
  await intake.log.keep();
  const { port, stop, server } = await listen(intake.api, 0);
  const base = `http://127.0.0.1:${String(port)}/api/v1`;
  const url = `${base}/submissions`;
  return {
    ports,
    intake,
    url,
    push: (body, { type = 'application/json', path = '/submissions', query = '', headers = {} } = {}) =>
      fetch(`${base}${path}${query}`, {
        method: 'POST',
        headers: { authorization: bearer(0), 'content-type': type, 'accept-language': 'en', ...headers },
        body: (isRaw(body) ? body : JSON.stringify(body)) as string,
      }),
    fetch: (path, headers = {}) => fetch(`${base}${path}`, { headers: { authorization: bearer(0), ...headers } }),
    get: (path, headers = {}) => fetch(`${url}${path}`, { headers: { authorization: bearer(0), ...headers } }),
    withdraw: (path, headers = {}) =>
      fetch(`${url}${path}`, { method: 'DELETE', headers: { authorization: bearer(0), ...headers } }),
    stream: () => {
      const outgoing = httpRequest(url, {
        method: 'POST',
        headers: { authorization: bearer(0), 'content-type': 'application/x-ndjson' },
      });
      outgoing.flushHeaders();
      return { outgoing, answer: new Promise((resolve) => outgoing.once('response', resolve)) };
    },
    stop: async () => {
      server.closeAllConnections();
      await stop();
    },
  };
}
