/** Negative, zero or positive as decimal text `a` is below, equal to or above `b`. Exact. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(placesOf(a), placesOf(b));
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const placesOf = (text: string): number => text.split('.')[1]?.length ?? 0;

function scaled(text: string, scale: number): bigint {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(scale, '0'));
  return text.startsWith('-') ? -magnitude : magnitude;
}
