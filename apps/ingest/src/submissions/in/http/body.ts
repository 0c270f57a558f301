import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '@xiaomai/kernel';

/** Why a body could not be read. */
export type BodyFailure = 'too-large' | 'too-slow' | 'no-room' | 'broken-off';

/** Reads a whole body of at most so many bytes. */
export type ReadBody = (request: IncomingMessage, mostBytes: number) => Promise<Result<Buffer, BodyFailure>>;

/** Makes the reader. All bodies being read together take at most `room` bytes of memory; one may take so long to come. */
export function createBodyReader(room: number, longestMs: number): ReadBody {
  let held = 0;

  return (request, mostBytes) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > mostBytes) return Promise.resolve(err('too-large'));
    if (held + announced > room) return Promise.resolve(err('no-room'));
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let size = 0;

      const settle = (result: Result<Buffer, BodyFailure>): void => {
        held -= size;
        size = 0;
        clearTimeout(timer);
        request.off('data', take).off('end', finish).off('close', breakOff);
        if (!result.ok) request.resume();
        resolve(result);
      };
      const take = (chunk: Buffer): void => {
        size += chunk.length;
        held += chunk.length;
        chunks.push(chunk);
        if (size > mostBytes) settle(err('too-large'));
        else if (held > room) settle(err('no-room'));
      };
      const finish = (): void => settle(ok(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
      const breakOff = (): void => settle(err('broken-off'));
      const timer = setTimeout(() => settle(err('too-slow')), longestMs);
      request
        .on('data', take)
        .on('end', finish)
        .on('close', breakOff)
        .on('error', () => undefined);
    });
  };
}
