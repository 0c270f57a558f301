import { expect, test } from '@jest/globals';
import { slicesInFlight, type SliceEnd } from './slices-in-flight.ts';

const end = (offset: number, partition = 0): SliceEnd => ({ topic: 't', partition, offset: String(offset) });

type Work = { readonly promise: Promise<void>; readonly resolve: () => void; readonly reject: (why: Error) => void };
const aWork = (): Work => Promise.withResolvers<undefined>() as unknown as Work;

function flying(mostOfOne: number) {
  const handled: string[] = [];
  const flight = slicesInFlight(mostOfOne, ({ partition, offset }) => handled.push(`${partition}/${offset}`));
  return { ...flight, handled };
}

test('a partition is handled up to the first slice that is not, whichever ends first', async () => {
  const { begin, settled, handled } = flying(9);
  const works = [aWork(), aWork(), aWork()];
  for (const [at, { promise }] of works.entries()) await begin(end(at), () => promise);
  await begin(end(7, 1), () => Promise.resolve());
  works[1]?.resolve();
  await works[1]?.promise;
  works[0]?.resolve();
  await works[0]?.promise;
  works[2]?.resolve();
  await settled();
  expect(handled).toEqual(['1/7', '0/1', '0/2']);
});

test('there is room for so many of one partition, and no more', async () => {
  const { begin } = flying(2);
  const works = [aWork(), aWork()];
  let isNext = false;
  await begin(end(0), () => works[0]?.promise ?? Promise.resolve());
  const second = begin(end(1), () => works[1]?.promise ?? Promise.resolve()).then(() => (isNext = true));
  await begin(end(0, 1), () => new Promise(() => undefined)); // another partition has room of its own
  expect(isNext).toBe(false);
  works[0]?.resolve();
  await second;
  expect(isNext).toBe(true);
});

test('what fails is not handled, nor what follows it', async () => {
  const { begin, settled, handled } = flying(9);
  await begin(end(0), () => Promise.resolve());
  await begin(end(1), () => Promise.reject(new Error('stopped')));
  await begin(end(2), () => Promise.resolve());
  await settled();
  expect(handled).toEqual(['0/0']);
});

test('what was in flight at a new assignment is not told', async () => {
  const { begin, forget, settled, handled } = flying(9);
  const before = aWork();
  await begin(end(5), () => before.promise);
  forget();
  await begin(end(3), () => Promise.resolve());
  before.resolve();
  await settled();
  expect(handled).toEqual(['0/3']);
});
