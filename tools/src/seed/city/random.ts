/** Numbers in [0, 1) that depend on the keys alone (FNV-1a into mulberry32). */
export function randomOf(...keys: readonly (string | number)[]): () => number {
  let state = 0x811c9dc5;
  for (const char of keys.join('\u0000')) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Whole number from `least` to `most`, both included. */
export const between = (random: () => number, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));

/** One of the choices, by weight. */
export function pick<T>(random: () => number, choices: readonly (readonly [choice: T, weight: number])[]): T {
  let rest = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    rest -= weight;
    if (rest < 0) return choice;
  }
  throw new Error('nothing to pick from');
}
