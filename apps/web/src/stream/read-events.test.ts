import { describe, expect, test } from '@jest/globals';
import { readEvents } from './read-events.ts';

const encoder = new TextEncoder();

function bodyOf(bytes: Uint8Array<ArrayBuffer>, cut: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += cut) controller.enqueue(bytes.slice(at, at + cut));
      controller.close();
    },
  });
}

async function eventsOf(text: string, cut: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const event of readEvents(bodyOf(encoder.encode(text), cut))) found.push(event);
  return found;
}

const text =
  ': hello\n\nid: 0-5,1-9\nevent: alert\ndata: {"name":"演示小学"}\n\nid: 0-6,1-9\nevent: reset\ndata: {}\n\n';

describe('the event stream', () => {
  test.each([1, 2, 7, 1000])('is read whole when it arrives in pieces of %i bytes', async (cut) => {
    expect(await eventsOf(text, cut)).toEqual([
      { id: '0-5,1-9', event: 'alert', data: '{"name":"演示小学"}' },
      { id: '0-6,1-9', event: 'reset', data: '{}' },
    ]);
  });

  test('does not deliver an event that was cut off', async () => {
    expect(await eventsOf('id: 1\nevent: alert\ndata: {"na', 3)).toEqual([]);
  });

  test('hears comments as signs of life and ids without events', async () => {
    const heard: string[] = [];
    const hearing = { onSign: () => heard.push('sign'), onId: (id: string) => heard.push(id) };
    const events = readEvents(bodyOf(encoder.encode(': ping\n\nid: 7\n\n'), 4), hearing);
    expect(await events.next()).toEqual({ done: true, value: undefined });
    expect(heard).toEqual(['sign', '7']);
  });
});
