import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { AlertChanged } from '@xiaomai/contracts/alert';
import { HazardChanged, HazardClass, HazardSeverity, HazardState } from '@xiaomai/contracts/hazard';
import { ReportPublished } from '@xiaomai/contracts/report';
import { RollupChanged } from '@xiaomai/contracts/scorecard';
import { createApp, listen, type RunningServer } from '@xiaomai/http';
import type { Incoming, MergedBatch } from '@xiaomai/kafka';

import type { Caller } from '../../flow/authenticate.ts';
import { broadcasting, type Broadcast } from '../../flow/live/broadcast.ts';
import { createEventRing } from '../../flow/live/event-ring.ts';
import { alertFromWire } from '../../out/wire/alert.ts';
import { hazardFromWire } from '../../out/wire/hazard.ts';
import { reportFromWire } from '../../out/wire/report.ts';
import { changeFromWire } from '../../out/wire/scorecard.ts';
import { rollupNews, telling, type Change } from './changes.topic.ts';
import { streamRoute, type StreamRoute } from './stream.route.ts';

const views = {
  scorecard: changeFromWire,
  alert: (alert: Parameters<typeof alertFromWire>[0]) => ({
    ...alertFromWire(alert, { nowMs: 0, language: 'zh-CN' }),
    reasonEn: alert.reasonEn,
  }),
  hazard: (hazard: Parameters<typeof hazardFromWire>[0]) => hazardFromWire(hazard, '2026-11-30'),
  report: reportFromWire,
};

const district = 'cn/33/3307/330702/';
const callerOf = (path: string): Caller => ({
  identity: { subject: 's', role: 'staff', orgUnit: 'x', path, datasets: [] },
  token: 't',
});

const incoming = (topic: string, offset: number, message: Change): Incoming<Change> => ({
  topic,
  partition: 0,
  offset: String(offset),
  key: '',
  value: Buffer.alloc(1),
  timestampMs: 0,
  message,
});
const batch = (messages: Incoming<Change>[]): MergedBatch<Change> => ({ messages, generation: 1 });
const alert = (id: string, path: string, offset: number): Incoming<Change> =>
  incoming(
    'alert.changed.v1',
    offset,
    AlertChanged.fromPartial({ kind: 'opened', alert: { id, path, handlingVersion: 1 } }),
  );

let people: Map<string, Caller>;
let broadcast: Broadcast;
let route: StreamRoute;
let server: RunningServer;

async function start(limits: { mostWatchers?: number; beatMs?: number; mostUnsent?: number } = {}): Promise<void> {
  const authenticate = (header: string | undefined): Promise<Caller | undefined> =>
    Promise.resolve(people.get(header ?? ''));
  const edge = { authenticate, onError: () => undefined, now: () => 0 };
  let life = 0;
  broadcast = broadcasting(createEventRing('e0', 100), () => `e${(life += 1)}`);
  route = streamRoute({ broadcast, edge, mostWatchers: 10, beatMs: 60_000, mostUnsent: 1_000_000, ...limits });
  server = await listen(createApp().get('/', route.handle), 0);
}

beforeEach(() => {
  people = new Map([
    ['staff', callerOf(district)],
    ['others', callerOf('cn/33/3307/330703/')],
  ]);
});

afterEach(async () => {
  route.stop();
  server.server.closeAllConnections();
  await server.stop();
});

async function watch(authorization: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const asked = request({ port: server.port, host: '127.0.0.1', headers: { authorization, ...headers }, agent: false });
  asked.on('error', () => undefined);
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.on('error', () => undefined).setMaxListeners(0); // each piece that is waited for adds one
  return answer;
}

async function until(answer: IncomingMessage, text: string): Promise<string> {
  let seen = '';
  for (;;) {
    const piece = answer.read() as Buffer | null;
    seen += piece?.toString() ?? '';
    if (seen.includes(text)) return seen;
    if (answer.readableEnded || answer.destroyed) throw new Error(`ended after ${seen}`);
    if (piece === null) await Promise.race([once(answer, 'readable'), once(answer, 'close')]);
  }
}

describe('the stream', () => {
  test('carries scorecards, alerts and reports of the subtree as the REST answers show them', async () => {
    await start();
    const answer = await watch('staff');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const cells = [{ indicator: 'i', numerator: 1, denominator: 2, verdict: 3 as const, breached: 4 }];
    const rollup = { orgUnit: '330702', dataset: 'd', period: '2026-11', path: district, version: 8, cells };
    const report = { id: 'r1', kind: 'monthly', path: district };
    const hazard = {
      ...{ number: '330702001-2026-0001', path: district, state: HazardState.VOIDED },
      ...{ class: HazardClass.FIRE, severity: HazardSeverity.GENERAL },
    };
    await telling(broadcast, views, 0).handle(
      batch([
        alert('beyond', 'cn/33/3307/330703/', 1),
        incoming(
          'rollup.changed.v1',
          5,
          rollupNews(RollupChanged.encode(RollupChanged.fromPartial({ rollup })).finish()),
        ),
        alert('330702:i:1', district, 2),
        incoming('hazard.changed.v1', 7, HazardChanged.fromPartial({ kind: 'voided', hazard })),
        incoming('report.published.v1', 9, ReportPublished.fromPartial({ report })),
      ]),
    );
    const text = await until(answer, '"r1"');
    const events = [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name, data]) => [
      name,
      JSON.parse(data ?? '') as unknown,
    ]);
    expect(events).toMatchObject([
      [
        'scorecard',
        {
          orgUnit: '330702',
          version: 8,
          items: [{ indicator: 'i', value: '50', verdict: 'breached', units: { breached: 4 } }],
        },
      ],
      ['alert', { id: '330702:i:1', kind: 'opened', etag: '"1"' }],
      ['hazard', { id: '330702001-2026-0001', kind: 'voided', state: 'voided' }],
      ['report', { id: 'r1' }],
    ]);
    expect(text).toContain('id: e0:a0-1,s0-5\n');
  });

  test('goes on where the client broke off', async () => {
    await start();
    const tell = telling(broadcast, views, 0).handle;
    await tell(batch([alert('one', district, 1), alert('two', district, 2)]));
    const text = await until(await watch('staff', { 'last-event-id': 'e0:a0-1' }), 'two');
    expect(text).not.toContain('"one"');
  });

  test('tells to load again when the partitions were given out anew, and goes on', async () => {
    await start();
    const { handle, onAssigned } = telling(broadcast, views, 0);
    const answer = await watch('staff');
    await handle(batch([alert('one', district, 1)]));
    onAssigned();
    expect(await until(answer, 'event: reset')).toMatch(/"one"[^]*event: reset\ndata: {"reason":"hole"}/);
    await handle(batch([alert('two', district, 2)]));
    await until(answer, '"two"');
  });

  test('is not for strangers', async () => {
    await start();
    const answer = await watch('wrong');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('beats, and ends at the beat after the token stopped being valid', async () => {
    await start({ beatMs: 10 });
    const answer = await watch('staff');
    await until(answer, ': beat\nid: e0:');
    people.clear();
    await expect(until(answer, 'never')).rejects.toThrow('ended');
  });

  test('brings a watcher that reads everything of a burst that is more than it may hold', async () => {
    await start({ mostUnsent: 100_000 });
    const answer = await watch('staff');
    const burst = Array.from({ length: 60 }, (_, at) => alert(`${String(at)}:${'x'.repeat(50_000)}`, district, at));
    await telling(broadcast, views, 0).handle(batch(burst));
    const text = await until(answer, '"id":"59:');
    expect([...text.matchAll(/"id":"(\d+):/g)].map(([, at]) => Number(at))).toEqual(burst.map((_, at) => at));
    expect(text).not.toContain('event: reset');
  });

  test('drops a watcher that does not read for a whole beat, and goes on with the others', async () => {
    await start({ mostUnsent: 200_000, beatMs: 20 });
    const [slow, quick] = [await watch('staff'), await watch('others')];
    slow.pause();
    const tell = telling(broadcast, views, 0).handle;
    const noise = 'x'.repeat(100_000);
    for (let offset = 1; broadcast.watchers() === 2 && offset < 100_000; offset += 1) {
      await tell(batch([alert(`${noise}${String(offset)}`, district, offset)]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(broadcast.watchers()).toBe(1);
    broadcast.reset('hole');
    expect(await until(quick, 'event: reset')).toContain('hole');
  });

  test('takes no more watchers than it can serve', async () => {
    await start({ mostWatchers: 1 });
    await watch('staff');
    const second = await watch('staff');
    expect([second.statusCode, second.headers['retry-after']]).toEqual([503, '1']);
  });
});
