import type {
  handleBidiStreamingCall,
  handleServerStreamingCall,
  handleUnaryCall,
  Metadata,
  ServerDuplexStream,
  ServerWritableStream,
  StatusObject,
} from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import type { Result } from '@xiaomai/kernel';

/** Who calls, and when the call is over. */
export type CallContext<Caller> = { readonly caller: Caller; readonly aborted: AbortSignal };

/** Turns a bearer token into a caller; undefined = UNAUTHENTICATED. */
export type Authenticate<Caller> = (token: string) => Promise<Caller | undefined>;

type Failure = (error: unknown) => void;
type Answer<Response> = Promise<Result<Response, Partial<StatusObject>>>;

const unauthenticated = { code: status.UNAUTHENTICATED, details: 'no valid identity' };
const internal = { code: status.INTERNAL, details: 'internal fault' };

/** The bearer token of a call's metadata; empty when there is none. */
export function callerToken(metadata: Metadata): string {
  const [value] = metadata.get('authorization');
  return typeof value === 'string' && value.startsWith('Bearer ') ? value.slice(7) : '';
}

/** Makes unary handlers that know their caller: a refusal becomes its status, a throw is reported once and becomes INTERNAL. */
export function unary<Caller>(authenticate: Authenticate<Caller>, onFailure: Failure) {
  return <Request, Response>(
      handle: (request: Request, context: CallContext<Caller>) => Answer<Response>,
    ): handleUnaryCall<Request, Response> =>
    (call, done) => {
      const abort = new AbortController();
      call.on('cancelled', () => {
        abort.abort();
      });
      const answer = async (): Answer<Response> => {
        const caller = await authenticate(callerToken(call.metadata));
        if (caller === undefined) return { ok: false, reason: unauthenticated };
        return handle(call.request, { caller, aborted: abort.signal });
      };
      answer().then(
        (result) => {
          if (result.ok) done(null, result.value);
          else done(result.reason);
        },
        (error: unknown) => {
          onFailure(error);
          done(internal);
        },
      );
    };
}

async function writeAll<Request, Response>(
  call: ServerWritableStream<Request, Response>,
  messages: AsyncIterable<Response>,
): Promise<void> {
  for await (const message of messages) {
    if (call.cancelled) return;
    if (!call.write(message)) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          call.off('drain', go);
          call.off('cancelled', go);
          resolve();
        };
        call.once('drain', go);
        call.once('cancelled', go);
      });
    }
  }
}

/** Makes server-streaming handlers that know their caller and wait for a slow reader; memory stays bounded. */
export function serverStream<Caller>(authenticate: Authenticate<Caller>, onFailure: Failure) {
  return <Request, Response>(
      handle: (
        request: Request,
        context: CallContext<Caller>,
      ) => Promise<Result<AsyncIterable<Response>, Partial<StatusObject>>>,
    ): handleServerStreamingCall<Request, Response> =>
    (call) => {
      const abort = new AbortController();
      call.on('cancelled', () => {
        abort.abort();
      });
      const answer = async (): Promise<void> => {
        const caller = await authenticate(callerToken(call.metadata));
        if (caller === undefined) {
          call.emit('error', unauthenticated);
          return;
        }
        const result = await handle(call.request, { caller, aborted: abort.signal });
        if (!result.ok) {
          call.emit('error', result.reason);
          return;
        }
        await writeAll(call, result.value);
        call.end();
      };
      answer().catch((error: unknown) => {
        if (!call.cancelled) onFailure(error);
        call.emit('error', internal);
      });
    };
}

/** Makes handlers of streams in both directions that know their caller: the handler reads requests as it can and writes
 *  its answers itself, waiting for `drain`; when it is done the call ends. */
export function bothStreams<Caller>(authenticate: Authenticate<Caller>, onFailure: Failure) {
  return <Request, Response>(
      handle: (
        call: ServerDuplexStream<Request, Response>,
        caller: Caller,
      ) => Promise<Result<undefined, Partial<StatusObject>>>,
    ): handleBidiStreamingCall<Request, Response> =>
    (call) => {
      const answer = async (): Promise<void> => {
        const caller = await authenticate(callerToken(call.metadata));
        const result =
          caller === undefined ? ({ ok: false, reason: unauthenticated } as const) : await handle(call, caller);
        if (result.ok) call.end();
        else call.emit('error', result.reason);
      };
      answer().catch((error: unknown) => {
        if (call.cancelled) return;
        onFailure(error);
        call.emit('error', internal);
      });
    };
}
