// fires: max-lines-per-function max-params complexity max-depth
export function oversized(a: number, b: number, c: number, d: number): number {
  let sum = 0;
  if (a > 0) {
    if (b > 0) {
      if (c > 0) {
        if (d > 0) sum += 1;
      }
    }
  }
  if (a > 1) sum += 1;
  if (a > 2) sum += 1;
  if (a > 3) sum += 1;
  if (a > 4) sum += 1;
  sum += 1;
  sum += 2;
  sum += 3;
  sum += 4;
  sum += 5;
  sum += 6;
  sum += 7;
  sum += 8;
  sum += 9;
  sum += 10;
  sum += 11;
  sum += 12;
  sum += 13;
  sum += 14;
  sum += 15;
  sum += 16;
  sum += 17;
  sum += 18;
  sum += 19;
  sum += 20;
  sum += 21;
  sum += 22;
  sum += 23;
  sum += 24;
  sum += 25;
  sum += 26;
  return sum;
}
