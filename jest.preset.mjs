/** Jest settings of every project. Sources are ESM TypeScript; swc turns them into CommonJS for Jest only. */
const swc = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2024', keepClassNames: true, transform: { react: { runtime: 'automatic' } } },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

export const preset = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/src/**/*.test.ts'],
  extensionsToTreatAsEsm: [],
  transform: { '^.+\\.(ts|tsx|mjs|js)$': swc },
  transformIgnorePatterns: ['/node_modules/(?!(@platformatic|cockatiel|jose|canonicalize|close-with-grace|chinese-days)/)'],
};
