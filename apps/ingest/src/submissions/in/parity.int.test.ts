import { afterEach, describe, expect, test } from '@jest/globals';
import { mongoEpochStore } from '../../log/out/epoch-store.mongo.ts';
import { decodeRevision } from '../../log/out/revision-codec.ts';
import { mongoRevisionStore } from '../../log/out/revision-store.mongo.ts';
import { workbookProcess } from '../../templates/out/workbook-process.ts';
import type { MemoryPorts } from '../../testing/memory-ports.ts';
import { emptied, mongoDatabase } from '../../testing/mongo-database.ts';
import { sevenWays, type Pushed, type Way } from '../../testing/seven-ways.ts';
import { wiredService, type WiredService } from '../../testing/wired-service.ts';
import { mongoIntentStore } from '../out/intent-store.mongo.ts';

const database = mongoDatabase('parity', process.env['TEST_MONGODB_URI']);
const how = { key: 'district', dryRun: false } as const;
const running: WiredService[] = [];

afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
});

/** The service over the real log, and workbooks in processes of their own. */
async function start(): Promise<WiredService> {
  await emptied(database(), 'revisions');
  await emptied(database(), 'epochs');
  const stores = {
    revisions: await mongoRevisionStore(database()),
    epochs: mongoEpochStore(database()),
    intents: mongoIntentStore(database()),
    workbooks: workbookProcess(),
  };
  const service = await wiredService(() => stores as unknown as Partial<MemoryPorts>);
  running.push(service);
  return service;
}

const good: Pushed = {
  orgUnit: 'school-1',
  dataset: 'safety',
  period: '2026-11',
  values: [
    { indicator: 'guards', numerator: 3, denominator: 4, note: '=1+1 两名\n病假' },
    { indicator: 'alarm', value: 98.6 },
  ],
};
const [guards] = good.values;
const bad: Pushed = { ...good, values: [{ indicator: 'guards', numerator: -3, denominator: 4 }] };

/** Every revision of the submission, in few words. */
const stored = async ({ ports }: WiredService): Promise<readonly string[]> =>
  (await ports.revisions.history('school-1|safety|2026-11')).map(({ payload }) => {
    const { revision, values } = decodeRevision(payload);
    const said = values.map(({ indicator, numerator, denominator, value, note, withdrawn }) =>
      JSON.stringify([indicator, withdrawn ? '撤回' : value || `${String(numerator)}/${String(denominator)}`, note]),
    );
    return `${String(revision)} ${said.join(' ')}`;
  });

describe('through the real log', () => {
  test.each<[string, Way]>(Object.entries(sevenWays))(
    '%s stores the same once, refuses the same, corrects and takes back the same',
    async (_name, way) => {
      const service = await start();
      expect(await way(service, bad, how)).toMatchObject({ status: 'rejected', codes: ['negative-numerator'] });
      expect((await way(service, good, how))?.status).toBe('created');
      expect((await way(service, good, how))?.status).toBe('unchanged');
      const corrected = { ...good, values: [{ ...guards, indicator: 'guards', numerator: 4 }] };
      expect((await way(service, corrected, how))?.status).toBe('updated');
      const gone = { ...good, values: [{ indicator: 'guards', withdrawn: true, note: '统计口径有误' }] };
      expect((await way(service, gone, how))?.status).toBe('updated');
      const note = JSON.stringify(guards?.note);
      expect(await stored(service)).toEqual([
        `1 ["alarm","98.6",""] ["guards","3/4",${note}]`,
        `2 ["alarm","98.6",""] ["guards","4/4",${note}]`,
        '3 ["alarm","98.6",""] ["guards","撤回","统计口径有误"]',
      ]);
    },
  );
});
