import { describe, expect, test } from '@jest/globals';
import { append, instance, ofSchool, publishedIds } from '../../testing/log-instance.ts';
import { shared, type Shared } from '../../testing/memory-ports.ts';
import type { IntakeLog } from './log.ts';

describe('the whole log', () => {
  async function filled(): Promise<Shared> {
    const common = shared();
    const logs = await Promise.all([instance(common), instance(common)]);
    for (let n = 0; n < 20; n += 1) {
      common.clock.advance(1);
      await append(logs[n % 2] as IntakeLog, ofSchool(`school-${String(n)}`));
      if (n % 5 === 4) await append(logs[n % 2] as IntakeLog, ofSchool(`school-${String(n)}`)); // leaves holes in the numbers
    }
    await Promise.all(logs.map((log) => log.drained()));
    return common;
  }

  test('is read in the order of receipt over all instances', async () => {
    const common = await filled();
    const log = await instance(common);
    const read: number[] = [];
    for await (const entries of log.read(0)) read.push(...entries.map(({ at }) => at));
    expect(read).toHaveLength(20);
    expect(read).toEqual([...read].sort((a, b) => a - b));
  });

  test('is sent again from a time on', async () => {
    const common = await filled();
    const again = { ...common, publisher: shared().publisher };
    const log = await instance(again);
    expect(await log.republish(common.clock.now() - 4)).toBe(5);
    expect(publishedIds(again)).toEqual(['school-15#1', 'school-16#1', 'school-17#1', 'school-18#1', 'school-19#1']);
  });
});
