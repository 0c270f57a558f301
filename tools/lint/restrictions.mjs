// Lists for ESLint's own "restricted" rules. A later block replaces an earlier one, so each list is given whole.

const say = (selector, message) => ({ selector, message });

const everywhere = [
  say('TSEnumDeclaration', 'No enums: a union of literals, or a const object.'),
  say('ExportDefaultDeclaration', 'Named exports only.'),
  say('ExportAllDeclaration', 'No export *: name what is exported.'),
  say(
    ':matches(ClassDeclaration, ClassExpression):not([superClass.name=/Error$/])',
    'No classes, except to extend an Error.',
  ),
  say('Decorator', 'No decorators.'),
];

const inDomain = [
  say(':function[async=true]', 'The domain is synchronous.'),
  say('AwaitExpression', 'The domain is synchronous.'),
  say("NewExpression[callee.name='Date'][arguments.length=0]", 'The domain has no clock: time is an argument.'),
  say("CallExpression[callee.name='Date']", 'The domain has no clock: time is an argument.'),
];

const inTests = [
  say(
    'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo)$/]',
    'No skipped or focused tests.',
  ),
  say('CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]', 'No skipped or focused tests.'),
  say(
    "CallExpression[callee.object.name='jest'][callee.property.name='mock']",
    'No jest.mock: give the port another implementation.',
  ),
];

export const restrictedSyntax = {
  everywhere: ['error', ...everywhere],
  domain: ['error', ...everywhere, ...inDomain],
  tests: ['error', ...everywhere, ...inTests],
};

const environment = { object: 'process', property: 'env', message: 'process.env is read in config.ts alone.' };
const clock = { object: 'Date', property: 'now', message: 'The domain has no clock: time is an argument.' };
const chance = { object: 'Math', property: 'random', message: 'The domain has no randomness: ids are arguments.' };

export const restrictedProperties = {
  everywhere: ['error', environment],
  domain: ['error', environment, clock, chance],
};

const impure = [
  'process',
  'performance',
  'crypto',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
];

export const domainGlobals = ['error', ...impure.map((name) => ({ name, message: 'The domain is pure.' }))];

const kafkaClients = {
  regex: '^(kafkajs|@platformatic/kafka)($|/)',
  message: 'Only @xiaomai/kafka knows the Kafka client.',
};
const telemetrySdk = {
  regex: '^(@opentelemetry/(?!api$)|import-in-the-middle)',
  message: 'Only @xiaomai/telemetry knows the OpenTelemetry SDK.',
};
const environmentModule = {
  regex: '^(node:)?process$',
  importNames: ['env'],
  message: 'process.env is read in config.ts alone.',
};

export const restrictedImports = {
  everywhere: ['error', { patterns: [kafkaClients, telemetrySdk, environmentModule] }],
  kafkaPackage: ['error', { patterns: [telemetrySdk, environmentModule] }],
  telemetryPackage: ['error', { patterns: [kafkaClients] }],
  outsideServices: ['error', { patterns: [telemetrySdk] }],
};
