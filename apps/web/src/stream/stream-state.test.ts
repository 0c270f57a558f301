import { describe, expect, test } from '@jest/globals';
import { anAlert } from '../../test-server/examples.ts';
import { afterNews, mostHeard, quiet, type StreamNews, type StreamState } from './stream-state.ts';

const after = (...news: readonly StreamNews[]): StreamState => news.reduce(afterNews, quiet(0));
const alert = (id: string, version: number, at = 1): StreamNews => ({
  kind: 'alert',
  at,
  alert: { ...anAlert({ id, version }), kind: 'updated' },
});

describe('the state of the stream', () => {
  test('goes from connecting over catching up to live', () => {
    expect(after().phase).toBe('connecting');
    expect(after({ kind: 'opened', at: 1 }).phase).toBe('catching-up');
    expect(after({ kind: 'opened', at: 1 }, { kind: 'caught-up', at: 2 })).toMatchObject({ phase: 'live', since: 2 });
  });

  test('remembers since when it is broken, through every vain attempt', () => {
    const state = after({ kind: 'opened', at: 1 }, { kind: 'broke', at: 5 }, { kind: 'broke', at: 9 });
    expect(state).toMatchObject({ phase: 'broken', since: 5 });
  });

  test('is not live when the catching up of a lost connection ends late', () => {
    expect(after({ kind: 'opened', at: 1 }, { kind: 'broke', at: 2 }, { kind: 'caught-up', at: 3 }).phase).toBe(
      'broken',
    );
  });

  test('keeps the newest version of an alert, whatever the order of arrival', () => {
    const state = after(alert('a', 2), alert('a', 1, 7));
    expect(state.alerts.get('a')).toMatchObject({ alert: { version: 2 }, heardAt: 1 });
    expect(state.lastEventAt).toBe(7);
  });

  test('puts the latest news last', () => {
    expect([...after(alert('a', 1), alert('b', 1), alert('a', 2)).alerts.keys()]).toEqual(['b', 'a']);
  });

  test('forgets the oldest news beyond its bound', () => {
    const state = after(...Array.from({ length: mostHeard + 3 }, (_, n) => alert(`n${n}`, 1)));
    expect(state.alerts.size).toBe(mostHeard);
    expect(state.alerts.has('n2')).toBe(false);
    expect(state.alerts.has('n3')).toBe(true);
  });

  test('notes that something moved', () => {
    expect(after({ kind: 'moved', at: 4 }).lastEventAt).toBe(4);
  });
});
