import { describe, expect, test } from '@jest/globals';
import { readAnswer } from './connection.ts';

const bytes = (text: string): Buffer => Buffer.from(text);
const single = 'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"id":"甲"}';
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabc\n\r\n3\r\nde\n\r\n0\r\n\r\n';

describe('an HTTP answer', () => {
  test.each([
    ['a body of known length', single, 201, '{"id":"甲"}'],
    ['a body in chunks', chunked, 200, 'abc\nde\n'],
  ] as const)('is read with %s', (...[, text, status, body]) => {
    const answer = readAnswer(bytes(text));
    expect([answer?.status, answer?.body()]).toEqual([status, body]);
  });

  test.each([single, chunked])('is not there before its last byte', (text) => {
    const all = bytes(text);
    for (let length = 0; length < all.length; length += 1) {
      expect(readAnswer(all.subarray(0, length))).toBeUndefined();
    }
  });

  test('says how long to wait when it is 429 or 503, a second where it does not', () => {
    const busy = (status: number, header: string): Buffer =>
      bytes(`HTTP/1.1 ${String(status)} Busy\r\n${header}Content-Length: 0\r\n\r\n`);
    expect(readAnswer(busy(429, 'Retry-After: 3\r\n'))?.retryAfterMs).toBe(3_000);
    expect(readAnswer(busy(503, ''))?.retryAfterMs).toBe(1_000);
    expect(readAnswer(busy(200, 'Retry-After: 3\r\n'))?.retryAfterMs).toBe(0);
  });
});
