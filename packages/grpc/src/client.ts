import {
  type CallOptions as GrpcCallOptions,
  type Client,
  type ClientReadableStream,
  type ClientUnaryCall,
  credentials,
  type ChannelCredentials,
  type ChannelOptions,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';

/** How one call is made. */
export type CallOptions = {
  /** Signed identity of the caller. */
  readonly token: string;
  /** Milliseconds until DEADLINE_EXCEEDED; 5,000 by default. */
  readonly deadlineMs?: number;
};

type ClientConstructor<T extends Client> = new (
  address: string,
  channelCredentials: ChannelCredentials,
  options?: Partial<ChannelOptions>,
) => T;

const maxMessageBytes = 16 * 1024 * 1024;

/** Makes a client of a generated service; reconnects quickly when the server comes back. */
export function createClient<T extends Client>(constructor: ClientConstructor<T>, address: string): T {
  return new constructor(address, credentials.createInsecure(), {
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 2_000,
    'grpc.max_receive_message_length': maxMessageBytes,
    'grpc.max_send_message_length': maxMessageBytes,
    'grpc.keepalive_time_ms': 20_000,
  });
}

function metadataOf(token: string): Metadata {
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return metadata;
}

type Callback<Response> = (error: ServiceError | null, response: Response) => void;

type UnaryMethod<Request, Response> = (
  ...given: [request: Request, metadata: Metadata, options: Partial<GrpcCallOptions>, callback: Callback<Response>]
) => ClientUnaryCall;

/** Calls a unary method, bound to its client: `call(client.getAlert.bind(client), request, { token })`. Rejects with the ServiceError. */
export function call<Request, Response>(
  method: UnaryMethod<Request, Response>,
  request: Request,
  options: CallOptions,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + (options.deadlineMs ?? 5_000);
    method(request, metadataOf(options.token), { deadline }, (error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

type StreamMethod<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options?: Partial<GrpcCallOptions>,
) => ClientReadableStream<Response>;

/** Opens a server stream, bound to its client; iterate it, and `cancel()` it when done. No deadline unless given. */
export function openStream<Request, Response>(
  method: StreamMethod<Request, Response>,
  request: Request,
  options: CallOptions,
): ClientReadableStream<Response> {
  const deadline = options.deadlineMs === undefined ? {} : { deadline: Date.now() + options.deadlineMs };
  return method(request, metadataOf(options.token), deadline);
}
