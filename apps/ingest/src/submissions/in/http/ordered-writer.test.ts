import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { orderedWriter, type Sink } from './ordered-writer.ts';

type Told = Sink<string> & { readonly written: string[]; readonly events: EventEmitter; room: boolean };

function sink(): Told {
  const events = new EventEmitter();
  const written: string[] = [];
  return {
    written,
    events,
    room: true,
    destroyed: false,
    once: (event, told) => events.once(event, told),
    off: (event, told) => events.off(event, told),
    write(said) {
      written.push(said);
      return this.room;
    },
  };
}

const turns = async (many: number): Promise<void> => {
  for (let n = 0; n < many; n += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('what is promised', () => {
  test('is written in the order of the promises, whichever is kept first', async () => {
    const to = sink();
    const writer = orderedWriter(to, 10);
    let keep = (_said: readonly string[]): void => undefined;
    await writer.add(1, new Promise((resolve) => (keep = resolve)));
    await writer.add(1, Promise.resolve(['b', 'c']));
    keep(['a']);
    expect([await writer.finished(), to.written]).toEqual([true, ['a', 'b', 'c']]);
  });

  test('is held back while the reader does not read, and goes on when it does', async () => {
    const to = sink();
    to.room = false;
    const writer = orderedWriter(to, 2);
    let added = 0;
    const all = (async () => {
      for (; added < 6; added += 1) await writer.add(1, Promise.resolve([String(added)]));
    })();
    await turns(50);
    expect([added, to.written]).toEqual([2, ['0']]);
    to.room = true;
    to.events.emit('drain');
    await all;
    await writer.finished();
    expect(to.written).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  test('and does not come ends the writing: nothing after it is written', async () => {
    const to = sink();
    const writer = orderedWriter(to, 0);
    expect(await writer.add(1, Promise.resolve(['a']))).toBe(true);
    expect(await writer.add(1, Promise.resolve(undefined))).toBe(false);
    expect(await writer.add(1, Promise.resolve(['c']))).toBe(false);
    expect(to.written).toEqual(['a']);
  });

  test('to a reader who has gone rejects', async () => {
    const to = sink();
    to.room = false;
    const writer = orderedWriter(to, 0);
    const adding = writer.add(1, Promise.resolve(['a']));
    await turns(5);
    to.events.emit('close');
    await expect(adding).rejects.toThrow('gone');
  });
});
