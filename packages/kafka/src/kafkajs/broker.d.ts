declare module 'kafkajs/src/broker/index.js' {
  const Broker: { readonly prototype: object };
  export = Broker;
}
