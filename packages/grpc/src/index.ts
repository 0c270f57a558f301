export { createClient, call, openStream, type CallOptions } from './client.ts';
export { refusal, startGrpcServer, type GrpcServerOptions, type RunningGrpcServer } from './server.ts';
export { bothStreams, callerToken, serverStream, unary, type CallContext } from './handler.ts';
