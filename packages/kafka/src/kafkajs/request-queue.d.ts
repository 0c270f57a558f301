declare module 'kafkajs/src/network/requestQueue/index.js' {
  const RequestQueue: { new (options: object): object; readonly prototype: object };
  export = RequestQueue;
}
