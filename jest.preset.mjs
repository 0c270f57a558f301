/** Jest settings of every project. Sources are ESM TypeScript; swc turns them into CommonJS for Jest only. */
const swc = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2024',
      keepClassNames: true,
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

/** Packages that are ES modules, or load some with import() (mongodb): they are transformed like our own sources. */
const esmOnly = ['mongodb', '@platformatic', 'cockatiel', 'jose', 'canonicalize', 'close-with-grace', 'chinese-days'];

export const preset = {
  testEnvironment: 'node',
  testTimeout: 60_000, // a busy machine is slow, not wrong: no test asserts a time
  testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
  // Those that need servers are run by the targets test-int and e2e alone, which name them on the command line.
  testPathIgnorePatterns: ['/node_modules/', '\\.(int|e2e)\\.test\\.tsx?$'],
  extensionsToTreatAsEsm: [],
  transform: { '^.+\\.(ts|tsx|mjs|js)$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
